import { randomUUID } from "node:crypto";
import { desc, eq, inArray } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachmentDepartments, attachments, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { departments, structures } from "@/drizzle/schema/structure";
import { technicalAccountStructures, technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { openWorkspaces } from "@/drizzle/schema/workspace";
import { permitFor } from "@/lib/attachment/permit-for";
import { deleteTechnicalAccount } from "@/lib/technical-account/delete-technical-account";
import { findApiCaller } from "@/lib/technical-account/find-api-caller";
import { aCallerOf, aTokenOf } from "@/lib/testing/api-callers";
import { type ApiWorld, anApiWorld, callApi } from "@/lib/testing/api-world";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPasswordProofOf,
  aPendingRequest,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
  aTechnicalPasswordOf,
  DEACTIVATED,
} from "@/lib/testing/people";
import { decideRequest } from "./decide-request";

const approve = { decision: "approve" };
const refuse = { decision: "refuse", reason: "Vous n'êtes pas\nde la maison." };

describe("POST /attachment-requests/{attachmentId}/decision", () => {
  test("R-906, R-1012 · approving does what the screen does, and says that software did it", async () => {
    const ctx = await testContext();
    const { structure, manager, caller } = await anApiWorld(ctx);
    const { account, attachment } = await aPendingRequest(ctx, structure);
    const { status, body } = await decide(ctx, caller, attachment.id, approve);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: attachment.id,
      structureId: structure.id,
      status: "approved",
      decidedAt: "2026-01-05T09:00:00.000Z",
    });
    expect(await rowOf(ctx, attachment.id)).toMatchObject({
      status: "approved",
      role: "member",
      decidedBy: manager.account.id,
    });
    const opened = await ctx.db.select().from(subscriptions).where(eq(subscriptions.accountId, account.id));
    expect(opened.map(({ workspace }) => workspace)).toEqual(["FACTURES_EMISES"]);
    expect(await auditOf(ctx, attachment.id)).toEqual([
      expect.objectContaining({ kind: "attachment-approved", actorId: manager.account.id }),
      expect.objectContaining({
        kind: "technical-account-acted",
        actorId: manager.account.id,
        facts: { technicalAccountId: caller.technicalAccountId, operation: "attachments:approved" },
      }),
    ]);
    const mails = await ctx.db.select().from(outboxMessages);
    expect(mails).toHaveLength(1);
  });

  test("R-906 · role, departments and workspaces are those that were sent", async () => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx);
    await ctx.db
      .insert(openWorkspaces)
      .values({ structureId: structure.id, workspace: "SUIVI_FLUX", openedAt: ctx.now() });
    const { account, attachment } = await aPendingRequest(ctx, structure);
    const [kept, left] = [
      await asked(ctx, structure.id, attachment.id, "A"),
      await asked(ctx, structure.id, attachment.id, "B"),
    ];
    const sent = {
      decision: "approve",
      role: "secondary-manager",
      departmentIds: [kept.toUpperCase()],
      workspaces: [{ workspace: "SUIVI_FLUX", access: "read" }],
    };
    expect((await decide(ctx, caller, attachment.id, sent)).status).toBe(200);
    expect(await rowOf(ctx, attachment.id)).toMatchObject({ status: "approved", role: "secondary-manager" });
    const lines = await ctx.db.select().from(attachmentDepartments);
    expect(new Map(lines.map(({ departmentId, status }) => [departmentId, status]))).toEqual(
      new Map([
        [kept, "approved"],
        [left, "refused"],
      ]),
    );
    const opened = await ctx.db.select().from(subscriptions).where(eq(subscriptions.accountId, account.id));
    expect(opened).toMatchObject([{ workspace: "SUIVI_FLUX", access: "read", status: "active" }]);
  });

  test("R-906 · refusing takes a reason, on one line", async () => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx);
    const { attachment } = await aPendingRequest(ctx, structure);
    expect(await decide(ctx, caller, attachment.id, refuse)).toMatchObject({
      status: 200,
      body: { status: "refused" },
    });
    expect(await rowOf(ctx, attachment.id)).toMatchObject({
      status: "refused",
      refusalReason: "Vous n'êtes pas de la maison.",
    });
  });

  test("SEC-66 · a decision happens once; another one is told 409", async () => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx);
    const { attachment } = await aPendingRequest(ctx, structure);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, number) => decide(ctx, caller, attachment.id, number % 2 ? approve : refuse)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: "ALREADY_DECIDED" });
    expect(await auditOf(ctx, attachment.id)).toHaveLength(2);
    expect(await ctx.db.select().from(outboxMessages)).toHaveLength(1);
  });

  test("SEC-61, SEC-62 · a foreign, an unlisted, an unknown and no id answer alike, in as many round trips", async () => {
    const ctx = await testContext();
    const { structure, manager, foreign } = await anApiWorld(ctx);
    const elsewhere = await aPendingRequest(ctx, foreign.structure);
    const unlisted = await aPendingRequest(ctx, structure);
    const listed = await aStructure(ctx);
    await aManagerOf(ctx, listed, { account: manager.account });
    const helped = await aStructure(ctx);
    await aManagerOf(ctx, helped, { account: manager.account, role: "secondary-manager" });
    const beside = await aPendingRequest(ctx, helped);
    const caller = await aCallerOf(ctx, listed, { only: [listed] });
    for (const of of ["attachment", "subscription"] as const) {
      const answers = [];
      for (const id of [elsewhere.attachment.id, unlisted.attachment.id, beside.attachment.id, randomUUID()]) {
        ctx.queries();
        const { status, body } = await decide(ctx, caller, id, approve, of);
        answers.push({ ...body, status, instance: null, queries: ctx.queries() });
      }
      expect(answers[0]).toMatchObject({ status: 404, queries: 2 });
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect((await decide(ctx, caller, "1", approve, of)).status).toBe(404);
    }
  });

  test("R-1002 · an account that only reads decides nothing, whatever the id", async () => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx, { readOnly: true });
    const { attachment } = await aPendingRequest(ctx, structure);
    for (const id of [attachment.id, randomUUID(), "1"]) {
      ctx.queries();
      expect(await decide(ctx, caller, id, approve)).toMatchObject({ status: 403, body: { code: "READ_ONLY" } });
      expect(ctx.queries()).toBe(1);
    }
    expect((await rowOf(ctx, attachment.id))?.status).toBe("pending");
  });

  test("SEC-67 · what the commands refuse is told as it is", async () => {
    const ctx = await testContext({ env: { SECONDARY_MANAGERS: "off" } });
    const { structure, caller } = await anApiWorld(ctx);
    const gone = await aPendingRequest(ctx, structure, { account: await anAccount(ctx, DEACTIVATED) });
    expect(await decide(ctx, caller, gone.attachment.id, approve)).toMatchObject({
      status: 409,
      body: { code: "REQUESTER_INACTIVE" },
    });
    const { attachment } = await aPendingRequest(ctx, structure);
    expect(await decide(ctx, caller, attachment.id, { ...approve, role: "secondary-manager" })).toMatchObject({
      status: 403,
      body: { code: "NOT_PERMITTED" },
    });
    await asked(ctx, structure.id, attachment.id, "A");
    expect(await decide(ctx, caller, attachment.id, { ...approve, departmentIds: [] })).toMatchObject({
      status: 422,
      body: { code: "NO_DEPARTMENT" },
    });
    expect((await rowOf(ctx, attachment.id))?.status).toBe("pending");
    expect(await auditOf(ctx, attachment.id)).toEqual([]);
  });

  test.each([
    [{}, "decision"],
    [{ decision: "approve", reason: "x" }, "reason"],
    [{ decision: "approve", role: "primary-manager" }, "role"],
    [{ decision: "approve", structureId: "6f1c0c52-7d0e-4b57-9d4a-0f3a5d2f8a11" }, "structureId"],
    [{ decision: "approve", departmentIds: ["1"] }, "departmentIds.0"],
    [{ decision: "approve", departmentIds: "all" }, "departmentIds"],
    [{ decision: "approve", workspaces: [{ workspace: "SUIVI_FLUX" }] }, "workspaces.0.access"],
    [{ decision: "approve", workspaces: [{ workspace: "ADMIN", access: "read" }] }, "workspaces.0.workspace"],
    [{ decision: "refuse" }, "reason"],
    [{ decision: "refuse", reason: " " }, "reason"],
    [{ decision: "refuse", reason: 5 }, "reason"],
    [{ decision: "refuse", reason: "a".repeat(256) }, "reason"],
    [[], ""],
    ["approve", ""],
    [null, ""],
  ])("SEC-84 · %j is refused at %j", async (sent, field) => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx);
    const { attachment } = await aPendingRequest(ctx, structure);
    const { status, body } = await decide(ctx, caller, attachment.id, sent);
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ in: "body", field, detail: expect.any(String) }]);
    expect((await rowOf(ctx, attachment.id))?.status).toBe("pending");
  });

  test("a reason of 255 characters is not too long", async () => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx);
    const { attachment } = await aPendingRequest(ctx, structure);
    const { status } = await decide(ctx, caller, attachment.id, { decision: "refuse", reason: "é".repeat(255) });
    expect(status).toBe(200);
  });
});

describe("POST /subscription-requests/{subscriptionId}/decision", () => {
  test("R-902 · approving and refusing do what the screen does", async () => {
    const ctx = await testContext();
    const { structure, manager, caller } = await anApiWorld(ctx);
    await ctx.db
      .insert(openWorkspaces)
      .values({ structureId: structure.id, workspace: "SUIVI_FLUX", openedAt: ctx.now() });
    const [first, second] = [
      await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure)),
      await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure)),
    ];
    expect(await decide(ctx, caller, first.id, approve, "subscription")).toMatchObject({
      status: 200,
      body: { id: first.id, structureId: structure.id, status: "approved" },
    });
    expect(await decide(ctx, caller, second.id, refuse, "subscription")).toMatchObject({ body: { status: "refused" } });
    expect((await decide(ctx, caller, second.id, approve, "subscription")).status).toBe(409);
    const rows = await ctx.db
      .select()
      .from(subscriptions)
      .where(inArray(subscriptions.id, [first.id, second.id]));
    expect(new Map(rows.map(({ id, status, decidedBy }) => [id, [status, decidedBy]]))).toEqual(
      new Map([
        [first.id, ["active", manager.account.id]],
        [second.id, ["refused", manager.account.id]],
      ]),
    );
    expect((await auditOf(ctx, first.id)).map(({ kind }) => kind)).toEqual([
      "subscription-approved",
      "technical-account-acted",
    ]);
  });

  test("R-703 · a workspace that is closed by now is told as such, one's own request too", async () => {
    const ctx = await testContext();
    const { structure, manager, caller } = await anApiWorld(ctx);
    const closed = await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure));
    expect((await decide(ctx, caller, closed.id, approve, "subscription")).body.code).toBe("WORKSPACE_CLOSED");
    await ctx.db
      .insert(openWorkspaces)
      .values({ structureId: structure.id, workspace: "SUIVI_FLUX", openedAt: ctx.now() });
    const own = await aSubscriptionRequest(ctx, manager);
    expect(await decide(ctx, caller, own.id, approve, "subscription")).toMatchObject({
      status: 403,
      body: { code: "OWN_REQUEST" },
    });
  });

  test("R-801 · nothing is decided for a structure that is inactive", async () => {
    const ctx = await testContext();
    const { manager, caller } = await anApiWorld(ctx);
    const second = await aStructure(ctx);
    await aManagerOf(ctx, second, { account: manager.account });
    const request = await aSubscriptionRequest(ctx, await aMemberOf(ctx, second));
    await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, second.id));
    expect(await decide(ctx, caller, request.id, approve, "subscription")).toMatchObject({
      status: 409,
      body: { code: "STRUCTURE_INACTIVE" },
    });
  });
});

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

function decide(
  ctx: TestContext,
  caller: { token: string },
  id: string,
  body: unknown,
  of: "attachment" | "subscription" = "attachment",
) {
  return callApi(ctx, `POST /api/v1/${of}-requests/${id}/decision`, { token: caller.token, body });
}

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

function auditOf(ctx: TestContext, targetId: string) {
  return ctx.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.targetId, targetId))
    .orderBy(desc(auditEvents.position))
    .then((rows) => rows.reverse());
}

async function asked(ctx: TestContext, structureId: string, attachmentId: string, code: string): Promise<string> {
  const departmentId = ctx.id();
  await ctx.db.insert(departments).values({ id: departmentId, structureId, code, name: code, validFrom: "2026-01-01" });
  await ctx.db
    .insert(attachmentDepartments)
    .values({ attachmentId, departmentId, status: "pending", requestedAt: ctx.now() });
  return departmentId;
}
