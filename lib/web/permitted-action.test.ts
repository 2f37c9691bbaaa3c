import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { permitFor } from "@/lib/attachment/permit-for";
import { mayAs, type Right, rights } from "@/lib/structure/rights";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Account,
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
} from "@/lib/testing/people";
import { untouched } from "./form-state";
import { requirePermit, requirePermitOver } from "./guards";
import { aboutStructure, permittedAction } from "./permitted-action";

const world = vi.hoisted(() => ({ ctx: undefined as unknown, secret: null as string | null }));
vi.mock("@/lib/platform/live", () => ({ live: async () => world.ctx }));
vi.mock("./login-cookie", () => ({ readLoginCookie: async () => world.secret }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));
vi.mock("next/navigation", () => ({
  notFound: () => {
    throw new Error("not found");
  },
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
  unstable_rethrow: (error: unknown) => {
    throw error;
  },
}));
vi.mock("next-intl/server", () => ({ getTranslations: async () => (id: string) => id }));
vi.mock("./own-origin", () => ({ isOwnOrigin: () => true }));

const everyRight = Object.keys(rights) as Right[];

let ctx: TestContext;
beforeEach(async () => {
  ctx = await testContext();
  world.ctx = ctx;
});

async function signIn(account: Account) {
  const { secret, actor } = await aSessionOf(ctx, account);
  world.secret = secret;
  return actor;
}

/** What a form about that structure answers to whoever is signed in. */
async function send(right: Right, structureId: string) {
  const act = permittedAction(right, z.strictObject(aboutStructure), async ({ capacity }, _input, submission) =>
    submission.accept(capacity === "administrator" ? "M-99" : "M-50"),
  );
  const data = new FormData();
  data.append("structureId", structureId);
  return act(untouched, data);
}

test.each(everyRight)("SEC-70 · %s: support has no managers' form, and no managers' page", async (right) => {
  const { id } = await aStructure(ctx);
  const actor = await signIn(await anAccount(ctx, { isAdministrator: true }));
  expect(permitFor(actor, id, right) !== null).toBe(mayAs("administrator", right));
  await expect(send(right, id)).rejects.toThrow("not found");
  await expect(requirePermit(id, right)).rejects.toThrow("not found");
});

test.each(everyRight)(
  "SEC-70 · M-57 · %s: an administrator who is attached has the rights of his role, no others",
  async (right) => {
    const structure = await aStructure(ctx);
    const account = await anAccount(ctx, { isAdministrator: true });
    await aMemberOf(ctx, structure, { account });
    await signIn(account);
    const told = mayAs("member", right) ? { notice: "M-50" } : { error: "M-57" };
    expect(await send(right, structure.id)).toMatchObject(told);
  },
);

test.each(everyRight)("R-005 · %s: the primary manager acts by his role, administrator or not", async (right) => {
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure, { account: await anAccount(ctx, { isAdministrator: true }) });
  await signIn(account);
  expect(await send(right, structure.id)).toMatchObject(mayAs("primary-manager", right) ? { notice: "M-50" } : {});
});

test("SEC-70 · a request known by its id is decided on by its managers, or by the forms of support", async () => {
  const structure = await aStructure(ctx);
  const { attachment } = await aPendingRequest(ctx, structure);
  await signIn(await anAccount(ctx, { isAdministrator: true }));
  const of = { attachmentId: attachment.id };
  await expect(requirePermitOver(of, "decide-requests")).rejects.toThrow("not found");
  await signIn((await aManagerOf(ctx, structure)).account);
  expect(await requirePermitOver(of, "decide-requests")).toMatchObject({ capacity: "primary-manager" });
});
