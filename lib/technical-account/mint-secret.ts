import { addMinutes } from "date-fns";
import { eq, lte, or } from "drizzle-orm";
import { shownSecrets, technicalSecrets } from "@/drizzle/schema/technical-account";
import type { Context } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import { sealUnder } from "@/lib/platform/seal-value";
import type { SecretTicket } from "./inputs";
import { endOfPassword, SHOWN_MINUTES } from "./technical-account";
import { hashSecret, newTechnicalPassword } from "./technical-secret";

/** Whose password it is, by what act, and the one person and session that may see it. */
interface Minting {
  technicalAccountId: string;
  holder: { accountId: string; sessionId: string };
  madeBy: "creation" | "reset";
}

/**
 * Makes a password of the account, kept as a keyed hash (SEC-78) and, for ten minutes, sealed under a key that only the
 * answer carries (R-1006). What was waiting to be shown before is not shown any more.
 */
export async function mintSecret(
  tx: Context,
  { technicalAccountId, holder, madeBy }: Minting,
): Promise<{ shown: SecretTicket; expiresAt: Date }> {
  const now = tx.now();
  const { accountId, sessionId } = holder;
  const password = newTechnicalPassword(tx.secret);
  const expiresAt = endOfPassword(tx.env, now);
  const shown = { id: tx.id(), key: tx.secret() };
  await inOneTrip(tx, [
    tx.db.insert(technicalSecrets).values({
      id: tx.id(),
      technicalAccountId,
      ...hashSecret(tx.env, password),
      madeBy: accountId,
      createdAt: now,
      expiresAt,
    }),
    tx.db
      .delete(shownSecrets)
      .where(or(eq(shownSecrets.technicalAccountId, technicalAccountId), lte(shownSecrets.expiresAt, now))),
    tx.db.insert(shownSecrets).values({
      id: shown.id,
      technicalAccountId,
      sessionId,
      sealed: sealUnder(shown.key, { value: password, boundTo: boundTo({ id: shown.id, sessionId }) }),
      madeBy,
      expiresAt: addMinutes(now, SHOWN_MINUTES),
    }),
  ]);
  return { shown, expiresAt };
}

/** What a sealed password belongs to: moved to another row or session it does not open. */
export function boundTo({ id, sessionId }: { id: string; sessionId: string }): string {
  return `technical-secret|${id}|${sessionId}`;
}
