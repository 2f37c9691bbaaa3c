import { and, eq, inArray, isNull } from "drizzle-orm";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { registrations } from "@/drizzle/schema/onboarding";
import type { Email } from "@/lib/account/email";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { startPasswordReset } from "@/lib/recovery/start-password-reset";

/** Whom an operator names, and how he is called where he has no account yet. */
export interface NewAdministrator {
  email: Email;
  person: { givenName: string; familyName: string } | null;
}

/**
 * `created`: a new account whose owner gets a link to choose his password (N-03); `invited-again`: a new link for one who
 * never signed in, since no form would send him one. `unknown`: no account, and no name to make one.
 */
export type NameAdministratorOutcome =
  | { kind: "named" }
  | { kind: "created" }
  | { kind: "invited-again" }
  | { kind: "already" }
  | { kind: "unknown" }
  | { kind: "not-active" }
  | { kind: "overloaded" };

/** What stands for the terms of use that somebody never saw: no version of ours. */
const NO_TERMS = "-";

/**
 * An operator makes somebody an administrator (R-1402): an ordinary account with a flag. No form does this. Nobody chooses
 * a password for him (SEC-51), and he sets up a second factor before he reaches anything (SEC-70).
 */
export async function nameAdministrator(
  ctx: Context,
  { email, person }: NewAdministrator,
): Promise<NameAdministratorOutcome> {
  // Nobody knows it, nobody can: the account opens by the mailed link alone.
  const unusable = await ctx.passwords.hash(ctx.secret());
  if (unusable.kind === "overloaded") return { kind: "overloaded" };
  return inTransaction(ctx, async (tx) => {
    const created = person ? await createAccount(tx, { email, ...person, passwordHash: unusable.hash }) : null;
    if (created) {
      await recordEvent(tx, { kind: "administrator-named", actorId: null, targetId: created, facts: {} });
      await startPasswordReset(tx, { accountId: created, byAdministrator: true });
      return { kind: "created" };
    }
    const [account] = await tx.db
      .select({
        id: accounts.id,
        status: accounts.status,
        isAdministrator: accounts.isAdministrator,
        lastSignInAt: accounts.lastSignInAt,
      })
      .from(accounts)
      .where(eq(accounts.email, email))
      .for("update");
    if (!account) return { kind: "unknown" };
    if (account.status !== "active") return { kind: "not-active" };
    if (account.isAdministrator && account.lastSignInAt !== null) return { kind: "already" };
    if (account.isAdministrator) {
      await startPasswordReset(tx, { accountId: account.id, byAdministrator: true });
      return { kind: "invited-again" };
    }
    await tx.db.update(accounts).set({ isAdministrator: true }).where(eq(accounts.id, account.id));
    await recordEvent(tx, { kind: "administrator-named", actorId: null, targetId: account.id, facts: {} });
    return { kind: "named" };
  });
}

/** The new account's id; null where the address has one already. */
async function createAccount(
  tx: Context,
  { email, ...person }: { email: Email; givenName: string; familyName: string; passwordHash: string },
): Promise<string | null> {
  const now = tx.now();
  const [created] = await tx.db
    .insert(accounts)
    .values({
      ...person,
      id: tx.id(),
      email,
      contactEmail: email,
      isAdministrator: true,
      language: "fr",
      termsVersion: NO_TERMS,
      termsAcceptedAt: now,
      createdAt: now,
    })
    .onConflictDoNothing({ target: accounts.email })
    .returning({ id: accounts.id });
  if (!created) return null;
  await closeRegistrations(tx, email);
  return created.id;
}

/** What waited for the address has an account now: its links open nothing any more (SEC-24). */
async function closeRegistrations(tx: Context, email: Email): Promise<void> {
  const now = tx.now();
  const closed = await tx.db
    .update(registrations)
    .set({ closedAt: now })
    .where(and(eq(registrations.email, email), isNull(registrations.closedAt)))
    .returning({ id: registrations.id });
  if (closed.length === 0) return;
  await tx.db
    .update(singleUseLinks)
    .set({ voidedAt: now })
    .where(
      and(
        inArray(
          singleUseLinks.subjectId,
          closed.map(({ id }) => id),
        ),
        isNull(singleUseLinks.usedAt),
        isNull(singleUseLinks.voidedAt),
      ),
    );
}
