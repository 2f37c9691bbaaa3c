import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { registrations } from "@/drizzle/schema/onboarding";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { type Email, parseEmail } from "@/lib/account/email";
import { signIn } from "@/lib/account/sign-in";
import { findWaitingRegistration } from "@/lib/onboarding/find-waiting-registration";
import { testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED, PASSWORD } from "@/lib/testing/people";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import { credentials } from "@/lib/testing/sign-in-tries";
import { nameAdministrator } from "./name-administrator";

const person = { givenName: "Camille", familyName: "Durand" };
const address = "camille@example.org";

function email(text = address): Email {
  const parsed = parseEmail(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

test("R-1402 · an account that exists gets the flag and nothing else; its name is not replaced", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { email: address, lastSignInAt: ctx.now() });
  expect(await nameAdministrator(ctx, { email: email(), person })).toEqual({ kind: "named" });
  const [after] = await ctx.db.select().from(accounts);
  expect(after).toEqual({ ...account, isAdministrator: true });
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "administrator-named", actorId: null, targetId: account.id },
  ]);
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
  expect(await nameAdministrator(ctx, { email: email(), person: null })).toEqual({ kind: "already" });
  expect(await ctx.db.$count(auditEvents)).toBe(1);
});

test("R-1402 · SEC-51 · an unknown address with a name gets an account, and a mailed link to choose a password (N-03)", async () => {
  const ctx = await testContext();
  expect(await nameAdministrator(ctx, { email: email(), person: null })).toEqual({ kind: "unknown" });
  expect(await ctx.db.$count(accounts)).toBe(0);
  expect(await nameAdministrator(ctx, { email: email(), person })).toEqual({ kind: "created" });
  const [account] = await ctx.db.select().from(accounts);
  expect(account).toMatchObject({ ...person, email: address, isAdministrator: true, status: "active" });
  const [mail] = await ctx.db.select().from(outboxMessages);
  expect(mail).toMatchObject({ kind: "password-reset", recipient: address });
  for (const password of ["", PASSWORD, account?.passwordHash ?? ""]) {
    expect(await signIn(ctx, credentials(address, { password }))).toMatchObject({ kind: "refused" });
  }
});

test("SEC-51 · whose first link ran out before he signed in gets another one; the first one is void", async () => {
  const ctx = await testContext();
  await nameAdministrator(ctx, { email: email(), person });
  ctx.moveTo("2026-01-05T12:00:00Z");
  expect(await nameAdministrator(ctx, { email: email(), person: null })).toEqual({ kind: "invited-again" });
  expect(await ctx.db.$count(outboxMessages)).toBe(2);
  const links = await ctx.db.select().from(singleUseLinks).orderBy(singleUseLinks.createdAt);
  expect(links.map(({ voidedAt }) => voidedAt !== null)).toEqual([true, false]);
});

test("SEC-24 · what waited for that address opens nothing any more", async () => {
  const ctx = await testContext();
  const { secret } = await aWaitingRegistration(ctx, { email: address });
  const other = await aWaitingRegistration(ctx, { email: "other@example.org" });
  await nameAdministrator(ctx, { email: email(), person });
  expect(await findWaitingRegistration(ctx, secret)).toBeNull();
  expect(await findWaitingRegistration(ctx, other.secret)).not.toBeNull();
  const [closed] = await ctx.db.select().from(registrations).where(eq(registrations.email, address));
  expect(closed?.closedAt).toEqual(ctx.now());
});

test("R-501 · a deactivated or erased account is named by nobody", async () => {
  const ctx = await testContext();
  await anAccount(ctx, { email: address, ...DEACTIVATED });
  await anAccount(ctx, { email: "gone@example.org", status: "erased" });
  for (const text of [address, "gone@example.org"]) {
    expect(await nameAdministrator(ctx, { email: email(text), person })).toEqual({ kind: "not-active" });
  }
  expect(await ctx.db.$count(accounts, eq(accounts.isAdministrator, true))).toBe(0);
});

test("R-1402 · named twice at once, one account stands", async () => {
  const ctx = await testContext();
  const outcomes = await Promise.all([1, 2].map(() => nameAdministrator(ctx, { email: email(), person })));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["created", "invited-again"]);
  expect(await ctx.db.$count(accounts)).toBe(1);
});
