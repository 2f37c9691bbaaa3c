import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { technicalAccountStructures, technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { permitFor } from "@/lib/attachment/permit-for";
import { deleteTechnicalAccount } from "@/lib/technical-account/delete-technical-account";
import { findApiCaller } from "@/lib/technical-account/find-api-caller";
import { aTokenOf } from "@/lib/testing/api-callers";
import { approve, decide } from "@/lib/testing/api-decisions";
import { type ApiWorld, anApiWorld, callApi } from "@/lib/testing/api-world";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aPasswordProofOf,
  aPendingRequest,
  aSessionOf,
  aStructure,
  aTechnicalPasswordOf,
  DEACTIVATED,
} from "@/lib/testing/people";
import { decideRequest } from "./decide-request";

/** What takes the right away, and what the next call then meets. */
const losses: [string, number, (ctx: TestContext, world: ApiWorld) => Promise<unknown>][] = [
  ["the account is deleted", 401, (ctx) => ctx.db.update(technicalAccounts).set({ status: "deleted" })],
  ["the account is suspended", 401, (ctx) => ctx.db.update(technicalAccounts).set({ status: "suspended" })],
  ["its password is reset", 401, (ctx) => ctx.db.delete(technicalSecrets)],
  ["its password ends", 401, (ctx) => ctx.db.update(technicalSecrets).set({ expiresAt: ctx.now() })],
  ["it may only read", 403, (ctx) => ctx.db.update(technicalAccounts).set({ readOnly: true })],
  ["the structure leaves its list", 404, (ctx) => ctx.db.update(technicalAccounts).set({ isRestricted: true })],
  [
    "the manager becomes a secondary one",
    401,
    (ctx, { manager }) =>
      ctx.db.transaction(async (tx) => {
        await tx.update(structures).set({ managerVacantSince: ctx.now() });
        await tx
          .update(attachments)
          .set({ role: "secondary-manager" })
          .where(eq(attachments.id, manager.attachment.id));
      }),
  ],
  [
    "the manager leaves",
    401,
    (ctx, { manager }) =>
      ctx.db.transaction(async (tx) => {
        await tx.update(structures).set({ managerVacantSince: ctx.now() });
        await tx.update(attachments).set({ status: "ended" }).where(eq(attachments.id, manager.attachment.id));
      }),
  ],
  [
    "the manager's account is deactivated",
    401,
    (ctx, { manager }) => ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, manager.account.id)),
  ],
  [
    "the structure is deactivated",
    401,
    (ctx, { structure }) =>
      ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id)),
  ],
];

describe("SEC-82 · rights are those of this very call", () => {
  test.each(losses)("when %s, the next call is refused with %i", async (_, status, lose) => {
    const ctx = await testContext();
    const world = await anApiWorld(ctx);
    const { structure, caller } = world;
    const { attachment } = await aPendingRequest(ctx, structure);
    const path = `/api/v1/attachment-requests?structureId=${structure.id}`;
    expect((await callApi(ctx, `GET ${path}`, caller)).body.items).toHaveLength(1);
    await lose(ctx, world);
    expect((await decide(ctx, caller, attachment.id, approve)).status).toBe(status);
    expect((await rowOf(ctx, attachment.id))?.status).toBe("pending");
    if (status !== 403) expect((await callApi(ctx, `GET ${path}`, caller)).status).toBe(status);
  });

  test.each(losses)("when %s after the caller was recognised, nothing is decided either", async (_, __, lose) => {
    const ctx = await testContext();
    const world = await anApiWorld(ctx);
    const { attachment } = await aPendingRequest(ctx, world.structure);
    const found = await findApiCaller(ctx, world.caller);
    if (found.kind !== "caller") throw new Error(found.kind);
    await lose(ctx, world);
    const decision = { decision: "refuse", reason: "Non" } as const;
    const outcome = await decideRequest(ctx, found.caller, {
      of: "attachments",
      id: attachment.id,
      key: null,
      decision,
    });
    expect(outcome).toEqual({ kind: "problem", problem: "not-permitted" });
    expect((await rowOf(ctx, attachment.id))?.status).toBe("pending");
  });

  test("SEC-64, SEC-68 · with the password of a former manager nobody decides, not even on a request of his own", async () => {
    const ctx = await testContext();
    const { structure, manager, caller } = await anApiWorld(ctx);
    const successor = await takesOver(ctx, { structure, manager });
    const second = await aStructure(ctx);
    await aManagerOf(ctx, second, { account: successor.account });
    const { attachment: own } = await aPendingRequest(ctx, structure, { account: manager.account });
    const { attachment: beyond } = await aPendingRequest(ctx, second);
    const raised = { ...approve, role: "secondary-manager" };
    for (const { id } of [own, beyond]) {
      expect(await decide(ctx, caller, id, raised)).toMatchObject({ status: 403, body: { code: "READ_ONLY" } });
      expect((await rowOf(ctx, id))?.status).toBe("pending");
    }
    const list = async (structureId: string) =>
      callApi(ctx, `GET /api/v1/attachment-requests?structureId=${structureId}`, caller);
    expect((await list(structure.id)).body.items).toHaveLength(1);
    expect((await list(second.id)).status).toBe(404);
    // After a reset it decides for whoever manages now.
    const { technicalAccountId } = caller;
    const { secretId } = await aTechnicalPasswordOf(ctx, { id: technicalAccountId });
    const token = aTokenOf(ctx, { technicalAccountId, secretId });
    for (const { id } of [own, beyond]) expect((await decide(ctx, { token }, id, approve)).status).toBe(200);
  });

  test("SEC-64, SEC-67 · who manages again but did not make the password decides nothing with it", async () => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx);
    const { attachment } = await aPendingRequest(ctx, structure);
    const found = await findApiCaller(ctx, caller);
    if (found.kind !== "caller") throw new Error(found.kind);
    await ctx.db.update(technicalSecrets).set({ madeBy: null });
    const decision = { decision: "refuse", reason: "Non" } as const;
    const asked = { of: "attachments" as const, id: attachment.id, key: null, decision };
    const outcome = await decideRequest(ctx, found.caller, asked);
    expect(outcome).toEqual({ kind: "problem", problem: "not-permitted" });
    expect((await rowOf(ctx, attachment.id))?.status).toBe("pending");
  });

  test("SEC-67 · decisions and the end of the account at once: each is taken before it, or refused, and none fails", async () => {
    const ctx = await testContext();
    const { structure, manager, caller } = await anApiWorld(ctx);
    const requests = [];
    for (let number = 0; number < 8; number++) requests.push(await aPendingRequest(ctx, structure));
    const { actor } = await aSessionOf(ctx, manager.account);
    const permit = permitFor(actor, structure.id, "manage-technical-account");
    if (!permit) throw new Error("The manager does not manage.");
    const proof = await aPasswordProofOf(ctx, actor);
    const path = (id: string) => `POST /api/v1/attachment-requests/${id}/decision`;
    const decisions = requests.map(({ attachment: { id } }) =>
      callApi(ctx, path(id), { token: caller.token, body: approve, headers: { "idempotency-key": id } }),
    );
    const [outcome, ...answers] = await Promise.all([deleteTechnicalAccount(ctx, permit, { proof }), ...decisions]);
    expect(outcome).toEqual({ kind: "deleted" });
    for (const [place, { attachment }] of requests.entries()) {
      const status = answers[place]?.status;
      expect([200, 401, 403]).toContain(status);
      expect((await rowOf(ctx, attachment.id))?.status).toBe(status === 200 ? "approved" : "pending");
    }
  });

  test("a list that loses its last structure leaves nothing, and one that names it again gives it back", async () => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx, { only: [] });
    const { attachment } = await aPendingRequest(ctx, structure);
    expect((await decide(ctx, caller, attachment.id, approve)).status).toBe(404);
    const { technicalAccountId } = caller;
    await ctx.db.insert(technicalAccountStructures).values({ technicalAccountId, structureId: structure.id });
    expect((await decide(ctx, caller, attachment.id, approve)).status).toBe(200);
  });
});

/** The manager leaves the structure, and somebody else manages it. */
async function takesOver(ctx: TestContext, { structure, manager }: Pick<ApiWorld, "structure" | "manager">) {
  await ctx.db.transaction(async (tx) => {
    await tx.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
    await tx.update(attachments).set({ status: "ended" }).where(eq(attachments.id, manager.attachment.id));
  });
  return aManagerOf(ctx, structure);
}

async function rowOf(ctx: TestContext, id: string) {
  const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, id));
  return row;
}
