import { eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import type { Email } from "@/lib/account/email";
import { type Credentials, signIn } from "@/lib/account/sign-in";
import type { TestContext } from "./context";
import { type Account, PASSWORD } from "./people";

/** The right password from a fresh browser that passes the anti-robot check; a test names only what differs. */
export function credentials(email: string, details: Partial<Credentials> = {}): Credentials {
  return {
    // The form parses what is typed; the addresses of test people are canonical.
    email: email as Email,
    password: PASSWORD,
    browser: { origin: "192.0.2.1", userAgent: "Test browser" },
    devices: [],
    humanCheck: async () => ({ kind: "human" }),
    ...details,
  };
}

/** The nth place somebody may come from. */
export function from(place: number): Credentials["browser"] {
  return { origin: `198.51.100.${place}`, userAgent: "Test browser" };
}

/** What nobody's password is. */
export const wrongPassword = { password: "not the password 42" };

/** Tries in vain, so many times. */
export async function failToSignIn(ctx: TestContext, email: string, times: number, more: Partial<Credentials> = {}) {
  for (let turn = 0; turn < times; turn++) await signIn(ctx, credentials(email, { ...wrongPassword, ...more }));
}

/** Five failures from each of four places: everything the account bears. */
export async function lockAccount(ctx: TestContext, email: string) {
  for (const place of [1, 2, 3, 4]) await failToSignIn(ctx, email, 5, { browser: from(place) });
}

/** What a try answers and what it costs. */
export async function costOfSignIn(ctx: TestContext, tried: Credentials) {
  ctx.queries();
  Object.assign(ctx.passwords, { hashes: 0, verifies: 0 });
  const outcome = await signIn(ctx, tried);
  return { outcome, queries: ctx.queries(), verifies: ctx.passwords.verifies, hashes: ctx.passwords.hashes };
}

/** So long after the moment at which the tests begin. */
export function later(minutes: number, seconds = 0): Date {
  return new Date(Date.parse("2026-01-05T09:00:00Z") + (minutes * 60 + seconds) * 1000);
}

/** What the account holds now. */
export async function accountNow(ctx: TestContext, { id }: Account) {
  return (await ctx.db.select().from(accounts).where(eq(accounts.id, id)))[0];
}

/** The whole trail, the oldest line first. */
export async function wholeTrail(ctx: TestContext) {
  const rows = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
  return rows.map(({ kind, actorId, targetId, facts }) => ({ kind, actorId, targetId, facts }));
}
