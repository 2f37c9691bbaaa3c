import { and, desc, eq, isNull } from "drizzle-orm";
import { registrations } from "@/drizzle/schema/onboarding";
import type { Email } from "@/lib/account/email";
import { mintLink } from "@/lib/account/mint-link";
import { enqueue } from "@/lib/outbox/enqueue";
import { DAILY_MAILS_OF_ONE_KIND, mayStillWriteTo } from "@/lib/outbox/may-still-write-to";
import type { Context } from "@/lib/platform/context";
import { keepOrUndo } from "@/lib/platform/keep-or-undo";

/** How often an address may have the mail sent again in a day. */
const RESENT_A_DAY = 3;
const RESENT = "activation-resent:";

/**
 * The activation mail once more, with a new link, for the newest waiting registration of an address: asked for as such
 * or by somebody who thinks that he forgot a password. Returns the registration, or null where nothing
 * leaves; the statements are the same (SEC-22).
 */
export async function inviteAgain(tx: Context, email: Email): Promise<string | null> {
  const limited = { recipient: email, kind: "activation-invited" } as const;
  const mayResend = await mayStillWriteTo(tx, { ...limited, limit: RESENT_A_DAY, eventsBeginning: RESENT });
  const mayWrite = await mayStillWriteTo(tx, { ...limited, limit: DAILY_MAILS_OF_ONE_KIND });
  const [waiting] = await tx.db
    .select({ id: registrations.id, language: registrations.language })
    .from(registrations)
    .where(and(eq(registrations.email, email), isNull(registrations.closedAt)))
    .orderBy(desc(registrations.createdAt))
    .limit(1);

  const kept = waiting !== undefined && mayResend && mayWrite;
  const { id: registrationId, language } = waiting ?? { id: tx.id(), language: "fr" };
  await keepOrUndo(tx, { kept }, async (inner) => {
    const link = await mintLink(inner, { purpose: "activation", subjectId: registrationId, email });
    const message = { kind: "activation-invited", registrationId, linkId: link.id } as const;
    await enqueue(inner, [{ message, recipient: email, language, event: RESENT + link.id }]);
  });
  return kept ? registrationId : null;
}
