import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, sessions } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { testContext } from "@/lib/testing/context";
import { DEACTIVATED, anAccount, aSessionOf, PASSWORD } from "@/lib/testing/people";
import { confirmPassword } from "./confirm-password";

async function someone() {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { sessionId } = await aSessionOf(ctx, account);
  await ctx.db.delete(auditEvents);
  const give = (password: string) => confirmPassword(ctx, { accountId: account.id, sessionId, password });
  const confirmedAt = async () =>
    (await ctx.db.select().from(sessions).where(eq(sessions.id, sessionId)))[0]?.passwordConfirmedAt;
  const told = async () => (await ctx.db.select().from(auditEvents)).map(({ kind }) => kind);
  return { ctx, account, sessionId, give, confirmedAt, told };
}

test("SEC-45 · the right password: this session remembers when, and the trail says so", async () => {
  const { ctx, account, sessionId, give, confirmedAt, told } = await someone();
  const other = await aSessionOf(ctx, account);
  await ctx.db.delete(auditEvents);
  expect(await give(PASSWORD)).toEqual({ kind: "confirmed" });
  expect(await confirmedAt()).toEqual(ctx.now());
  expect(await told()).toEqual(["password-confirmed"]);
  expect((await ctx.db.select().from(auditEvents))[0]).toMatchObject({ actorId: account.id, facts: { sessionId } });
  const [untouched] = await ctx.db.select().from(sessions).where(eq(sessions.id, other.sessionId));
  expect(untouched?.passwordConfirmedAt).toBeNull();
});

test("SEC-45, M-60 · five wrong ones close this way for fifteen minutes, even to the right one", async () => {
  const { ctx, give, confirmedAt, told } = await someone();
  for (let index = 0; index < 5; index++) expect(await give(`guess ${index}`)).toEqual({ kind: "wrong-password" });
  const { verifies } = ctx.passwords;
  expect(await give(PASSWORD)).toEqual({ kind: "too-many-attempts" });
  // Nothing is hashed behind a closed door.
  expect(ctx.passwords.verifies).toBe(verifies);
  expect(await confirmedAt()).toBeNull();
  expect(await told()).toEqual(Array(5).fill("password-confirmation-failed"));
  ctx.moveTo("2026-01-05T09:15:01Z");
  expect(await give(PASSWORD)).toEqual({ kind: "confirmed" });
});

test("SEC-45 · a right answer forgets the wrong ones before it", async () => {
  const { give } = await someone();
  for (let round = 0; round < 2; round++) {
    for (let index = 0; index < 4; index++) expect((await give("wrong")).kind).toBe("wrong-password");
    expect((await give(PASSWORD)).kind).toBe("confirmed");
  }
});

test("SEC-40 · one person's wrong answers close nothing for another", async () => {
  const { ctx, give } = await someone();
  for (let index = 0; index < 6; index++) await give("wrong");
  const other = await anAccount(ctx);
  const { sessionId } = await aSessionOf(ctx, other);
  const outcome = await confirmPassword(ctx, { accountId: other.id, sessionId, password: PASSWORD });
  expect(outcome).toEqual({ kind: "confirmed" });
});

test("SEC-37 · an overloaded moment is no wrong answer, and costs no try", async () => {
  const { ctx, give, told } = await someone();
  ctx.passwords.overloaded = true;
  for (let index = 0; index < 8; index++) expect(await give(PASSWORD)).toEqual({ kind: "overloaded" });
  ctx.passwords.overloaded = false;
  expect(await give(PASSWORD)).toEqual({ kind: "confirmed" });
  expect(await told()).toEqual(["password-confirmed"]);
});

test("SEC-44 · the password of an account that is not active confirms nothing", async () => {
  const { ctx, account, give, confirmedAt } = await someone();
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id));
  expect(await give(PASSWORD)).toEqual({ kind: "wrong-password" });
  expect(await confirmedAt()).toBeNull();
});

test("SEC-45 · twenty guesses at once are evaluated five times", async () => {
  const { ctx, give } = await someone();
  const before = ctx.passwords.verifies;
  const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => give(`guess ${index}`)));
  expect(outcomes.filter(({ kind }) => kind === "wrong-password")).toHaveLength(5);
  expect(ctx.passwords.verifies - before).toBe(5);
});
