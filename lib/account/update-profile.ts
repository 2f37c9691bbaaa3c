import { and, eq } from "drizzle-orm";
import { accounts, consents } from "@/drizzle/schema/account";
import { actsIn } from "@/lib/audit/acting-session";
import { changesOf } from "@/lib/audit/changes";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import type { Email } from "./email";
import { profileColumns } from "./find-own-profile";
import { type Profile, profileFields, profileVersion } from "./own-profile";
import { type PasswordProof, requireOwnProof } from "./prove-password";
import { type RequestContactEmailOutcome, requestContactEmail } from "./request-contact-email";

/** What the form sends. */
export interface ProfileSave {
  /** What the form showed. */
  version: string;
  edit: Profile;
  contactEmail: Email;
  /** Null: the password was not given, so the contact address must be as it was. */
  proof: PasswordProof | null;
}

/** `stale`: what the form showed is not what is saved any more; nothing is written (M-55). */
export type UpdateProfileOutcome =
  | { kind: "saved"; contact: Exclude<RequestContactEmailOutcome["kind"], "too-many-mails"> }
  | { kind: "stale" }
  | { kind: "password-needed" }
  | { kind: "too-many-mails" };

/**
 * A person saves what he says about himself, if it still is as the form showed it. A survey consent that is taken
 * back counts at once (R-1204); a new contact address takes the password and its own link.
 */
export async function updateProfile(
  ctx: Context,
  { accountId, sessionId }: { accountId: string; sessionId: string },
  { version, edit, contactEmail, proof }: ProfileSave,
): Promise<UpdateProfileOutcome> {
  if (proof) requireOwnProof(proof, { accountId });
  return inTransaction(ctx, async (tx) => {
    // Before the account, as whatever writes to an address does: two acts at once queue up instead of crossing.
    if (proof) await holdAddress(tx, contactEmail);
    const [row] = await tx.db
      .select({ ...profileColumns, acting: actsIn(sessionId) })
      .from(accounts)
      .where(and(eq(accounts.id, accountId), eq(accounts.status, "active")))
      .for("update");
    // Closed meanwhile: the next page leads to the sign-in.
    if (!row) return { kind: "stale" };
    const current = { ...row, survey: row.surveyConsentAt !== null };
    if (profileVersion(current) !== version) return { kind: "stale" };

    let contact: RequestContactEmailOutcome["kind"] = "unchanged";
    if (contactEmail !== current.contactEmail) {
      if (!proof) return { kind: "password-needed" };
      contact = (await requestContactEmail(tx, proof, { email: contactEmail })).kind;
      if (contact === "too-many-mails") return { kind: "too-many-mails" };
    }
    const fields = profileFields.filter((field) => edit[field] !== current[field]);
    if (fields.length > 0) await write(tx, { accountId, edit, current });
    return { kind: "saved", contact };
  });
}

async function write(
  tx: Context,
  { accountId, edit, current }: { accountId: string; edit: Profile; current: Profile },
): Promise<void> {
  const { survey, ...values } = edit;
  const changedAt = tx.now();
  const consent = survey === current.survey ? {} : { surveyConsentAt: survey ? changedAt : null };
  await tx.db
    .update(accounts)
    .set({ ...values, ...consent })
    .where(eq(accounts.id, accountId));
  const own = { actorId: accountId, targetId: accountId };
  if (survey !== current.survey) {
    await tx.db.insert(consents).values({ id: tx.id(), accountId, subject: "survey", given: survey, changedAt });
    await recordEvent(tx, { kind: "consent-changed", ...own, facts: { subject: "survey", given: survey } });
  }
  const fields = profileFields.filter((field) => field !== "survey" && edit[field] !== current[field]);
  if (fields.length === 0) return;
  // What stands in them is apart: it can be erased (SEC-96).
  const changes = changesOf(fields, current, edit);
  await recordEvent(tx, { kind: "profile-updated", ...own, facts: { fields } }, { changes });
}
