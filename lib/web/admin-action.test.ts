import { beforeEach, expect, test, vi } from "vitest";
import { accountActInput } from "@/lib/administration/inputs";
import type { SupportAct } from "@/lib/administration/support-act";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf, PASSWORD } from "@/lib/testing/people";
import { adminAction } from "./admin-action";
import { untouched } from "./form-state";

const world = vi.hoisted(() => ({ ctx: undefined as unknown, guard: (): unknown => undefined }));
vi.mock("@/lib/platform/live", () => ({ live: async () => world.ctx }));
vi.mock("./guards", () => ({ requireAdministrator: async () => world.guard() }));
vi.mock("./login-cookie", () => ({ setLoginCookie: async () => {} }));
vi.mock("next/cache", () => ({ refresh: () => {} }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));
vi.mock("next/navigation", () => ({
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
  unstable_rethrow: (error: unknown) => {
    throw error;
  },
}));
vi.mock("next-intl/server", () => ({ getTranslations: async () => (id: string) => id }));
vi.mock("./own-origin", () => ({ isOwnOrigin: () => true }));

let ctx: TestContext;
let done: { act: SupportAct; accountId: string }[];
const accountId = "6a3c1a57-6d57-4c43-8b3c-0c1f6d1e2a11";
const act = adminAction(accountActInput, async (act, { accountId }, submission) => {
  done.push({ act, accountId });
  return submission.accept("M-50");
});

beforeEach(async () => {
  ctx = await testContext();
  world.ctx = ctx;
  done = [];
  const { actor } = await aSessionOf(ctx, await anAccount(ctx, { isAdministrator: true }));
  world.guard = () => actor;
});

function send(fields: Record<string, string>) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ accountId, reason: "A téléphoné", ...fields })) data.append(name, value);
  return act(untouched, data);
}

test("SEC-70 · support that gave the password and a reason acts, and the act knows both", async () => {
  expect(await send({ password: PASSWORD })).toMatchObject({ notice: "M-50" });
  expect(done).toMatchObject([{ accountId, act: { reason: "A téléphoné" } }]);
  expect(done[0]?.act.proof.accountId).toBe(done[0]?.act.administrator.accountId);
});

test("SEC-37, A11Y-05 · on a busy portal support tries again in the form, and its reason is still there", async () => {
  ctx.passwords.overloaded = true;
  expect(await send({ password: PASSWORD })).toMatchObject({
    error: "M-60-busy",
    values: { accountId, reason: "A téléphoné" },
  });
  expect(done).toEqual([]);
});

test("SEC-45 · within ten minutes the password is not asked again; after them it is", async () => {
  await send({ password: PASSWORD });
  ctx.moveTo("2026-01-05T09:09:59.999Z");
  expect(await send({})).toMatchObject({ notice: "M-50" });
  ctx.moveTo("2026-01-05T09:10:00Z");
  expect(await send({})).toMatchObject({ errors: { password: "M-01" } });
  expect(done).toHaveLength(2);
});

test("SEC-70 · without the password, with a wrong one, without a reason or with more fields, nothing is done", async () => {
  expect(await send({})).toMatchObject({ errors: { password: "M-01" } });
  expect(await send({ password: "not the one 1" })).toMatchObject({ errors: { password: "M-40-current" } });
  expect(await send({ password: PASSWORD, reason: "non" })).toMatchObject({ errors: { reason: "M-16-reason" } });
  expect(await send({ password: PASSWORD, reason: "" })).toMatchObject({ errors: { reason: "M-01" } });
  expect(await send({ password: PASSWORD, role: "administrator" })).toMatchObject({ error: "M-99" });
  expect(done).toEqual([]);
});

test("R-1202 · whom the guard turns away is asked for no password and does nothing", async () => {
  world.guard = () => {
    throw new Error("not found");
  };
  ctx.queries();
  await expect(send({ password: PASSWORD })).rejects.toThrow("not found");
  expect([done, ctx.queries(), ctx.passwords.verifies]).toEqual([[], 0, 0]);
});

test("SEC-70, A11Y-05 · a reason and a password left empty are told at once, in the order of the form", async () => {
  const { errors } = await send({ reason: "", password: "" });
  expect(Object.keys(errors)).toEqual(["reason", "password"]);
  expect(errors.password).toBe("M-01");
  expect(done).toEqual([]);
});
