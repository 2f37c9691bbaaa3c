import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { passwordAgainField } from "@/lib/account/inputs";
import { holdProof, type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import { recordEvent } from "@/lib/audit/record-event";
import type { MessageId } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import { onOneLine, plainText } from "@/lib/platform/plain-text";
import type { Administrator } from "./administrator";

/** The shortest reason that says something, and the longest that a line of the trail holds (R-504, SEC-70). */
const SHORTEST_REASON = 5;
export const REASON_LENGTH = 255;

const tooShort: MessageId = "M-16-reason";

/** What support writes when it acts. */
export const reasonField = onOneLine(
  plainText(REASON_LENGTH).refine((text) => text.length >= SHORTEST_REASON, tooShort),
);

/** What every form of support asks for: why, and one's own password where it was given more than 10 minutes ago. */
export const supportFields = { reason: reasonField, password: passwordAgainField };

/** What an administrator proves before he acts: who he is, that it is really he, and why (SEC-70). */
export interface SupportAct {
  administrator: Administrator;
  proof: PasswordProof;
  reason: string;
}

/** Everything that support does to somebody or something; each has a sentence in the catalogue. */
const supportActs = [
  "unlock-account",
  "start-reset",
  "remove-factors",
  "deactivate-account",
  "reactivate-account",
  "dismiss-reactivation",
  "end-sessions",
  "resend-activation",
  "send-mail-again",
  "approve-attachment",
  "refuse-attachment",
  "approve-subscription",
  "refuse-subscription",
  "propose-appointment",
  "confirm-appointment",
  "decline-appointment",
] as const;
export type SupportActName = (typeof supportActs)[number];

/**
 * Called first in the transaction of every act of support: the password was his own, and he is still an administrator
 * in a session that counts (SEC-67, SEC-70). False: nothing may be done.
 */
export async function holdSupport(tx: Context, { administrator, proof }: SupportAct): Promise<boolean> {
  requireOwnProof(proof, administrator);
  const [still] = await tx.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(eq(accounts.id, administrator.accountId), eq(accounts.isAdministrator, true), eq(accounts.status, "active")),
    );
  return still !== undefined && (await holdProof(tx, proof));
}

/** The act of support that had to recognise somebody first: how is kept with the reason, a line each (R-416, SEC-48). */
export function afterChecking(act: SupportAct, identityCheck: string): SupportAct {
  return { ...act, reason: `${act.reason}\n${identityCheck}` };
}

/**
 * Writes what support did, beside the line of the act itself (SEC-70). Why is told about people: it stands with the
 * personal values, which are erased in time (SEC-96), never in the trail.
 */
export async function noteSupportAct(
  tx: Context,
  { administrator, reason }: SupportAct,
  { name, targetId }: { name: SupportActName; targetId: string },
): Promise<void> {
  const { accountId: actorId } = administrator;
  await recordEvent(tx, { kind: "administrator-acted", actorId, targetId, facts: { act: name } }, { words: reason });
}
