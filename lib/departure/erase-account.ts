import { and, eq, isNull, lte, sql } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import { endEverything } from "./end-everything";
import { ERASED_NAME, erasedAddress } from "./erased-person";
import { holdAccount } from "./hold-account";
import { findPrivateStructures, wipePrivateStructures } from "./wipe-private-structures";
import { wipeTraces } from "./wipe-traces";

/** `not-deactivated`: active, erased already, its owner's day has not come, or support owes him an answer. */
export type EraseAccountOutcome = { kind: "erased" } | { kind: "not-deactivated" };

/**
 * Makes a deactivated account nobody's, for good (R-508, SEC-98): names, addresses, secrets and whatever else tells who it
 * was are wiped everywhere, its attachments and subscriptions end. Its id and the lines of the trail stay; a vacant
 * structure stays vacant, and one that is the person himself is wiped with him. Its files are written down to leave the
 * object storage afterwards: never in here.
 */
export async function eraseAccount(
  tx: Context,
  { accountId, cause }: { accountId: string; cause: "retention" | "request" },
): Promise<EraseAccountOutcome> {
  return inTransaction(tx, async (inner) => {
    await holdAccount(inner, accountId);
    const [person] = await inner.db
      .select({
        id: accounts.id,
        email: accounts.email,
        contactEmail: accounts.contactEmail,
        givenName: accounts.givenName,
        familyName: accounts.familyName,
      })
      .from(accounts)
      .where(
        and(
          eq(accounts.id, accountId),
          eq(accounts.status, "deactivated"),
          // He may have come back, and gone again without that wish, since somebody looked.
          // The answer that support owes him comes before the term.
          cause === "request" ? lte(accounts.eraseOn, inner.now()) : isNull(accounts.reactivationRequestedAt),
        ),
      );
    if (!person) {
      log("warn", "account-state-refused", { accountId, to: "erased", cause });
      return { kind: "not-deactivated" };
    }

    const privateStructures = await findPrivateStructures(inner, accountId);
    await endEverything(inner, accountId);
    await wipePrivateStructures(inner, accountId, privateStructures);
    await wipeTraces(inner, person);
    await inner.db.update(accounts).set(nobody(inner, accountId)).where(eq(accounts.id, accountId));
    // Written last: what it says of the person is his id.
    await recordEvent(inner, { kind: "account-erased", actorId: null, targetId: accountId, facts: { cause } });
    return { kind: "erased" };
  });
}

/** The row of an account that was somebody's: only its id, its life's dates and its consents are left. */
function nobody(ctx: Context, accountId: string) {
  return {
    ...ERASED_NAME,
    status: "erased" as const,
    email: erasedAddress(accountId),
    contactEmail: erasedAddress(accountId),
    // No hash at all: every password is wrong, at the usual cost.
    passwordHash: "erased",
    isAdministrator: false,
    phone: null,
    addressLine1: null,
    addressLine2: null,
    addressLine3: null,
    postcode: null,
    city: null,
    country: null,
    dailyDigest: false,
    weeklySummary: false,
    secretQuestion: null,
    secretAnswerHash: null,
    surveyConsentAt: null,
    lockedUntil: null,
    lastSignInAt: null,
    previousSignInAt: null,
    deactivationReason: null,
    reactivationRequestedAt: null,
    eraseOn: null,
    erasedAt: sql`${ctx.now().toISOString()}::timestamptz`,
  };
}
