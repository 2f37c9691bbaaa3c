import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { attachmentDepartments, attachments, subscriptions } from "@/drizzle/schema/attachment";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { departments } from "@/drizzle/schema/structure";
import { openWorkspaces } from "@/drizzle/schema/workspace";
import { aCallerOf } from "@/lib/testing/api-callers";
import { approve, decide, refuse } from "@/lib/testing/api-decisions";
import { anApiWorld } from "@/lib/testing/api-world";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { trailOf } from "@/lib/testing/trail";

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
    expect(await trailOf(ctx, attachment.id)).toEqual([
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
    expect(await trailOf(ctx, attachment.id)).toHaveLength(2);
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
    expect(await trailOf(ctx, attachment.id)).toEqual([]);
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

async function rowOf(ctx: TestContext, id: string) {
  const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, id));
  return row;
}

async function asked(ctx: TestContext, structureId: string, attachmentId: string, code: string): Promise<string> {
  const departmentId = ctx.id();
  await ctx.db.insert(departments).values({ id: departmentId, structureId, code, name: code, validFrom: "2026-01-01" });
  await ctx.db
    .insert(attachmentDepartments)
    .values({ attachmentId, departmentId, status: "pending", requestedAt: ctx.now() });
  return departmentId;
}
