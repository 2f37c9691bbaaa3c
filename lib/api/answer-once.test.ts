import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { attachments } from "@/drizzle/schema/attachment";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { idempotencyKeys, technicalAccounts } from "@/drizzle/schema/technical-account";
import { findApiCaller } from "@/lib/technical-account/find-api-caller";
import { aCallerOf } from "@/lib/testing/api-callers";
import { anApiWorld, callApi } from "@/lib/testing/api-world";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aPendingRequest } from "@/lib/testing/people";
import { answerOnce } from "./answer-once";

const approve = { decision: "approve" };

describe("R-1012 · Idempotency-Key on a decision", () => {
  test("the same request with the same key gets the first answer again, and is carried out once", async () => {
    const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
    const { structure, caller } = await anApiWorld(ctx);
    const { attachment } = await aPendingRequest(ctx, structure);
    const first = await decide(ctx, caller, { id: attachment.id, key: "a" });
    ctx.moveTo("2026-01-05T09:30:00Z");
    const again = await decide(ctx, caller, { id: attachment.id, key: "a" });
    expect(first.status).toBe(200);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(await ctx.db.select().from(outboxMessages)).toHaveLength(1);
    expect(await ctx.db.select().from(idempotencyKeys)).toMatchObject([{ key: "a", status: 200 }]);
    // Defaults that are written out make no other request.
    const spelt = await decide(ctx, caller, { id: attachment.id, key: "a", body: { role: "member", ...approve } });
    expect(spelt.body).toEqual(first.body);
  });

  test("a refusal is answered again, too", async () => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx);
    const { attachment } = await aPendingRequest(ctx, structure);
    await decide(ctx, caller, { id: attachment.id });
    const first = await decide(ctx, caller, { id: attachment.id, key: "a" });
    await ctx.db.update(attachments).set({ status: "pending" }).where(eq(attachments.id, attachment.id));
    const again = await decide(ctx, caller, { id: attachment.id, key: "a" });
    expect([first.status, again.status]).toEqual([409, 409]);
  });

  test("another request with the key is refused, be it another body, request or operation", async () => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx);
    const [one, two] = [await aPendingRequest(ctx, structure), await aPendingRequest(ctx, structure)];
    await decide(ctx, caller, { id: one.attachment.id, key: "a" });
    const other = { decision: "refuse", reason: "Non" };
    for (const sent of [{ id: two.attachment.id }, { id: one.attachment.id, body: other }]) {
      expect(await decide(ctx, caller, { ...sent, key: "a" })).toMatchObject({
        status: 422,
        body: { code: "KEY_REUSED" },
      });
    }
    const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, two.attachment.id));
    expect(row?.status).toBe("pending");
  });

  test("a key is the account's own", async () => {
    const ctx = await testContext();
    const { structure, caller, foreign } = await anApiWorld(ctx);
    const other = await aCallerOf(ctx, foreign.structure);
    const [here, there] = [await aPendingRequest(ctx, structure), await aPendingRequest(ctx, foreign.structure)];
    expect((await decide(ctx, caller, { id: here.attachment.id, key: "a" })).status).toBe(200);
    expect((await decide(ctx, other, { id: there.attachment.id, key: "a" })).status).toBe(200);
  });

  test("after 24 hours the key is free again, not a second earlier", async () => {
    const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
    const { structure, caller } = await anApiWorld(ctx);
    const { attachment } = await aPendingRequest(ctx, structure);
    const again = await aPendingRequest(ctx, structure);
    expect((await decide(ctx, caller, { id: attachment.id, key: "a" })).status).toBe(200);
    const proof = await callerOf(ctx, caller);
    const work = async () => ({ kind: "answer" as const, body: { id: again.attachment.id } });
    ctx.moveTo("2026-01-06T08:59:59Z");
    expect(await answerOnce(ctx, proof, { key: "a", request: 1, work })).toEqual({
      kind: "problem",
      problem: "key-reused",
    });
    ctx.moveTo("2026-01-06T09:00:00Z");
    expect((await answerOnce(ctx, proof, { key: "a", request: 1, work })).kind).toBe("answer");
  });

  test("when two of one key run at once, one is carried out and both get its answer", async () => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx);
    const { attachment } = await aPendingRequest(ctx, structure);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => decide(ctx, caller, { id: attachment.id, key: "a" })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await ctx.db.select().from(outboxMessages)).toHaveLength(1);
  });

  test("what fails leaves no key behind", async () => {
    const ctx = await testContext();
    const { caller } = await anApiWorld(ctx);
    const proof = await callerOf(ctx, caller);
    const fail = () => Promise.reject(new Error("broken"));
    await expect(answerOnce(ctx, proof, { key: "a", request: 1, work: fail })).rejects.toThrow("broken");
    expect(await ctx.db.select().from(idempotencyKeys)).toEqual([]);
  });

  test("without a key nothing is kept", async () => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx);
    const { attachment } = await aPendingRequest(ctx, structure);
    expect((await decide(ctx, caller, { id: attachment.id })).status).toBe(200);
    expect((await decide(ctx, caller, { id: attachment.id })).status).toBe(409);
    expect(await ctx.db.select().from(idempotencyKeys)).toEqual([]);
  });

  test("SEC-84 · a key is 1 to 200 visible characters, sent once", async () => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx);
    const { attachment } = await aPendingRequest(ctx, structure);
    for (const key of ["", "a".repeat(201), "a b", "a, b", "é", "a\tb"]) {
      const { status, body } = await decide(ctx, caller, { id: attachment.id, key });
      expect([key, status]).toEqual([key, 422]);
      expect(body.errors).toEqual([{ in: "header", field: "Idempotency-Key", detail: expect.any(String) }]);
    }
    expect((await decide(ctx, caller, { id: attachment.id, key: "~".repeat(200) })).status).toBe(200);
  });

  test("SEC-82 · an answer is not told again to who has lost the structure", async () => {
    const ctx = await testContext();
    const { structure, caller } = await anApiWorld(ctx);
    const { attachment } = await aPendingRequest(ctx, structure);
    await decide(ctx, caller, { id: attachment.id, key: "a" });
    await ctx.db.update(technicalAccounts).set({ isRestricted: true });
    expect((await decide(ctx, caller, { id: attachment.id, key: "a" })).status).toBe(404);
  });
});

function decide(
  ctx: TestContext,
  { token }: { token: string },
  { id, key, body = approve }: { id: string; key?: string; body?: unknown },
) {
  const headers: Record<string, string> = key === undefined ? {} : { "idempotency-key": key };
  return callApi(ctx, `POST /api/v1/attachment-requests/${id}/decision`, { token, body, headers });
}

async function callerOf(ctx: TestContext, caller: { technicalAccountId: string; secretId: string }) {
  const found = await findApiCaller(ctx, caller);
  if (found.kind !== "caller") throw new Error(found.kind);
  return found.caller;
}
