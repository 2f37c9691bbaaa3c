import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, knownDevices, sessions, singleUseLinks } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { findActor } from "@/lib/attachment/find-actor";
import { clearTrail } from "@/lib/testing/clear-trail";
import { testContext } from "@/lib/testing/context";
import { anAccount, aPasswordProofOf, aSessionOf, DEACTIVATED, PASSWORD } from "@/lib/testing/people";
import { aMailedLink } from "@/lib/testing/registrations";
import { credentials } from "@/lib/testing/sign-in-tries";
import { changePassword } from "./change-password";
import type { NewPassword } from "./password";
import { provePassword } from "./prove-password";
import { rememberDevice } from "./remember-device";
import { secretHash } from "./session";
import { signIn } from "./sign-in";
import type { LinkPurpose } from "./single-use-link";

// The rules of R-410 are checked by the page, and tested beside them.
const NEXT = "girafe-jaune 77" as NewPassword;

async function someone() {
  const ctx = await testContext();
  const account = await anAccount(ctx, { language: "en" });
  const { actor, sessionId } = await aSessionOf(ctx, account);
  const outcome = await provePassword(ctx, { accountId: account.id, sessionId, password: PASSWORD });
  if (outcome.kind !== "proven" || outcome.renewed === null) throw new Error(outcome.kind);
  await clearTrail(ctx);
  const knows = async (password: string) => {
    const [row] = await ctx.db.select().from(accounts).where(eq(accounts.id, account.id));
    return (await ctx.passwords.verify(row?.passwordHash ?? null, password)).kind === "right";
  };
  return { ctx, account, actor, proof: outcome.proof, secret: outcome.renewed, knows };
}

test("R-603, N-08 · the password is replaced, its owner is told, the trail says so, the session goes on", async () => {
  const { ctx, account, proof, secret, knows } = await someone();
  const others = [await aSessionOf(ctx, account), await aSessionOf(ctx, account)];
  await ctx.db.update(accounts).set({ lockedUntil: new Date("2026-01-05T09:30:00Z") });
  expect(await changePassword(ctx, proof, { password: NEXT, devices: [] })).toEqual({
    kind: "changed",
    endedSessions: 2,
  });
  expect([await knows(NEXT), await knows(PASSWORD)]).toEqual([true, false]);
  expect((await ctx.db.select().from(accounts))[0]?.lockedUntil).toBeNull();
  expect(await findActor(ctx, secret)).not.toBeNull();
  for (const other of others) expect(await findActor(ctx, other.secret)).toBeNull();
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    {
      recipient: account.email,
      language: "en",
      message: { kind: "password-changed", accountId: account.id, how: "changed", at: ctx.now().toISOString() },
    },
  ]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "password-changed", actorId: account.id, facts: { how: "changed", endedSessions: 2 } },
  ]);
});

test("SEC-24 · every other session and every kind of link of the account dies, nobody else's", async () => {
  const { ctx, account, proof } = await someone();
  const purposes: LinkPurpose[] = [
    "password-reset",
    "login-email-change",
    "contact-email-confirmation",
    "reactivation",
  ];
  const stranger = await anAccount(ctx);
  for (const purpose of purposes) {
    await aMailedLink(ctx, { purpose, subjectId: account.id, email: account.email });
    await aMailedLink(ctx, { purpose, subjectId: stranger.id, email: stranger.email });
  }
  const foreign = await aSessionOf(ctx, stranger);
  await aSessionOf(ctx, account);
  // A sign-in that still waits for its second factor is no way in either.
  const waiting = await aSessionOf(ctx, account);
  await ctx.db.update(sessions).set({ awaitsSecondFactor: true }).where(eq(sessions.id, waiting.sessionId));
  await changePassword(ctx, proof, { password: NEXT, devices: [] });
  const links = await ctx.db.select().from(singleUseLinks);
  expect(links.filter(({ subjectId, voidedAt }) => subjectId === account.id && voidedAt === null)).toEqual([]);
  expect(links.filter(({ subjectId, voidedAt }) => subjectId === stranger.id && voidedAt !== null)).toEqual([]);
  const open = (await ctx.db.select().from(sessions)).filter(({ endedAt }) => endedAt === null);
  expect(open.map(({ id }) => id).sort()).toEqual([proof.sessionId, foreign.sessionId].sort());
});

test("SEC-47, SEC-40 · the thief's browser is a stranger again: its sign-in is told, a lock holds it; the present one stays known", async () => {
  const { ctx, account, proof } = await someone();
  const [mine, thiefs] = [await rememberDevice(ctx, account.id, null), await rememberDevice(ctx, account.id, null)];
  const stranger = await anAccount(ctx);
  const theirs = await rememberDevice(ctx, stranger.id, null);
  await changePassword(ctx, proof, { password: NEXT, devices: [theirs, mine] });
  const known = await ctx.db.select().from(knownDevices);
  expect(known.map(({ deviceHash }) => deviceHash).sort()).toEqual([mine, theirs].map(secretHash).sort());

  await ctx.db.delete(outboxMessages);
  const signInFrom = async (device: string) =>
    (await signIn(ctx, credentials(account.email, { password: NEXT, devices: [device] }))).kind;
  expect(await signInFrom(thiefs)).toBe("signed-in");
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([{ kind: "unknown-device-signed-in" }]);
  await ctx.db.update(accounts).set({ lockedUntil: new Date("2026-01-05T09:30:00Z") });
  expect([await signInFrom(thiefs), await signInFrom(mine)]).toEqual(["refused", "signed-in"]);
});

test("R-410 · the new password differs from the present one", async () => {
  const { ctx, proof, knows } = await someone();
  expect(await changePassword(ctx, proof, { password: PASSWORD as NewPassword, devices: [] })).toEqual({
    kind: "same-password",
  });
  expect(await knows(PASSWORD)).toBe(true);
  expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(auditEvents)]).toEqual([0, 0]);
});

describe("SEC-51 · the old password is the only way", () => {
  test("SEC-51 · of two changes at once the second finds another password than the one it was to replace", async () => {
    const { ctx, proof, knows } = await someone();
    const { hash } = ctx.passwords;
    let between: unknown;
    // Another window replaces it between the moment this one reads it and the moment it writes.
    ctx.passwords.hash = async (password) => {
      ctx.passwords.hash = hash;
      between = await changePassword(ctx, proof, { password: "girafe-rouge 77" as NewPassword, devices: [] });
      return hash(password);
    };
    expect(await changePassword(ctx, proof, { password: NEXT, devices: [] })).toEqual({ kind: "changed-meanwhile" });
    expect(between).toMatchObject({ kind: "changed" });
    expect([await knows("girafe-rouge 77"), await knows(NEXT)]).toEqual([true, false]);
    expect(await ctx.db.$count(outboxMessages)).toBe(1);
  });

  test("SEC-51 · a wrong old password gives no proof to change anything with, and five close the way", async () => {
    const { ctx, account, actor } = await someone();
    const give = (password: string) =>
      provePassword(ctx, { accountId: account.id, sessionId: actor.sessionId, password });
    for (let index = 0; index < 5; index++) expect((await give(`guess ${index}`)).kind).toBe("wrong-password");
    expect((await give(PASSWORD)).kind).toBe("too-many-attempts");
    await expect(aPasswordProofOf(ctx, actor)).rejects.toThrow("too-many-attempts");
  });
});

test("SEC-37 · an overloaded moment changes nothing", async () => {
  const { ctx, proof, knows } = await someone();
  ctx.passwords.overloaded = true;
  expect(await changePassword(ctx, proof, { password: NEXT, devices: [] })).toEqual({ kind: "overloaded" });
  ctx.passwords.overloaded = false;
  expect(await knows(PASSWORD)).toBe(true);
});

test("R-501 · an account that was closed meanwhile keeps its password", async () => {
  const { ctx, proof, knows } = await someone();
  await ctx.db.update(accounts).set(DEACTIVATED);
  expect(await changePassword(ctx, proof, { password: NEXT, devices: [] })).toEqual({ kind: "changed-meanwhile" });
  expect(await knows(PASSWORD)).toBe(true);
});
