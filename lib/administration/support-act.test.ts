import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { endSessions } from "@/lib/account/end-sessions";
import { testContext } from "@/lib/testing/context";
import { anAccount, aPasswordProofOf, aSessionOf, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { afterChecking, holdSupport, noteSupportAct, reasonField } from "./support-act";

test("SEC-67 · SEC-70 · whoever is no administrator any more, or no active one, does nothing more", async () => {
  const ctx = await testContext();
  for (const lost of [{ isAdministrator: false }, DEACTIVATED]) {
    const act = await aSupportAct(ctx);
    expect(await holdSupport(ctx, act)).toBe(true);
    await ctx.db.update(accounts).set(lost).where(eq(accounts.id, act.administrator.accountId));
    expect(await holdSupport(ctx, act)).toBe(false);
  }
});

test("SEC-24 · SEC-70 · nothing is done in the name of a session that is over", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  await endSessions(ctx, { accountId: act.administrator.accountId });
  expect(await holdSupport(ctx, act)).toBe(false);
});

test("SEC-45 · SEC-70 · the password of somebody else proves nothing", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  const other = await aSessionOf(ctx, await anAccount(ctx, { isAdministrator: true }));
  const proof = await aPasswordProofOf(ctx, other.actor);
  await expect(holdSupport(ctx, { ...act, proof })).rejects.toThrow("somebody else");
});

test("SEC-70 · SEC-96 · what was done stands in the trail for ever, why beside it with what is erased in time", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx, { reason: "He called from his known number" });
  const targetId = ctx.id();
  await noteSupportAct(ctx, act, { name: "end-sessions", targetId });
  const [line] = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "administrator-acted"));
  expect(line).toMatchObject({
    actorId: act.administrator.accountId,
    targetId,
  });
  // Nothing that somebody typed about somebody: the trail is never rewritten.
  expect(line?.facts).toEqual({ act: "end-sessions" });
  const about = eq(auditPersonalValues.eventId, line?.id ?? "");
  expect(await ctx.db.select().from(auditPersonalValues).where(about)).toEqual([
    {
      eventId: line?.id,
      at: line?.at,
      origin: null,
      email: null,
      words: "He called from his known number",
      changes: null,
    },
  ]);
});

test("R-416 · SEC-48 · how somebody was recognised stands with the reason", async () => {
  const act = await aSupportAct(await testContext(), { reason: "Telephone lost" });
  expect(afterChecking(act, "Called back")).toEqual({ ...act, reason: "Telephone lost\nCalled back" });
});

test.each([
  ["", "M-01"],
  ["    ", "M-01"],
  ["1234", "M-16-reason"],
  ["  12   ", "M-16-reason"],
  [`${"x".repeat(256)}`, "M-06"],
  ["hidden\u200Bword", "M-16-text"],
  [undefined, "M-01"],
  [["two", "reasons"], "M-01"],
])("R-504 · SEC-70 · %j is no reason: %s", (typed, message) => {
  expect(reasonField.safeParse(typed).error?.issues[0]?.message).toBe(message);
});

test.each([
  ["12345", "12345"],
  ["  Compte\n  volé ", "Compte volé"],
  ["é".repeat(255), "é".repeat(255)],
])("R-504 · %j is a reason", (typed, kept) => {
  expect(reasonField.parse(typed)).toBe(kept);
});
