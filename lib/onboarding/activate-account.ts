import { and, eq, isNull, ne } from "drizzle-orm";
import { accounts, consents, singleUseLinks } from "@/drizzle/schema/account";
import { registrations } from "@/drizzle/schema/onboarding";
import { mintLink } from "@/lib/account/mint-link";
import { type Browser, openSession } from "@/lib/account/open-session";
import type { NewPassword } from "@/lib/account/password";
import { redeemLink } from "@/lib/account/redeem-link";
import { rememberDevice } from "@/lib/account/remember-device";
import type { SecretAnswer, SecretQuestion } from "@/lib/account/secret-question";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import { type Context, inTransaction } from "@/lib/platform/context";
import { carryOutOrganisation, type Landing } from "./carry-out-organisation";
import { recheckOrganisation } from "./recheck-organisation";

/** What the person chooses at activation; without a secret question when it is switched off. */
export interface Activation {
  linkSecret: string;
  password: NewPassword;
  secretQuestion: { question: SecretQuestion; answer: SecretAnswer } | null;
  browser: Browser;
}

/** `refused-link`: expired, unknown, used or replaced, all told alike. */
export type ActivateOutcome =
  | { kind: "activated"; secret: string; device: string; landing: Landing }
  | { kind: "refused-link" }
  | { kind: "overloaded" };

/**
 * Makes the account of a registration: the first activation of an address wins, voids every other registration and
 * link of it, and carries the organisation part out in the same transaction.
 */
export async function activateAccount(ctx: Context, activation: Activation): Promise<ActivateOutcome> {
  const organisation = await recheckOrganisation(ctx, activation.linkSecret);
  if (!organisation) return { kind: "refused-link" };
  const passwordHash = await ctx.passwords.hash(activation.password);
  if (passwordHash.kind === "overloaded") return passwordHash;
  const { secretQuestion } = activation;
  const answerHash = secretQuestion && (await ctx.passwords.hash(secretQuestion.answer));
  if (answerHash?.kind === "overloaded") return answerHash;

  return inTransaction(ctx, async (tx) => {
    const link = await redeemLink(tx, activation.linkSecret, "activation");
    if (!link) return { kind: "refused-link" };
    const [registration] = await tx.db
      .update(registrations)
      .set({ closedAt: tx.now() })
      .where(and(eq(registrations.id, link.subjectId), isNull(registrations.closedAt)))
      .returning();
    if (!registration) return { kind: "refused-link" };

    const [account] = await tx.db
      .insert(accounts)
      .values({
        id: tx.id(),
        email: registration.email,
        passwordHash: passwordHash.hash,
        familyName: registration.familyName,
        givenName: registration.givenName,
        phone: registration.phone,
        // Another contact address counts only once its own link has confirmed it.
        contactEmail: registration.email,
        language: registration.language,
        secretQuestion: secretQuestion?.question ?? null,
        secretAnswerHash: answerHash?.hash ?? null,
        termsVersion: registration.termsVersion,
        termsAcceptedAt: registration.termsAcceptedAt,
        surveyConsentAt: registration.surveyConsentAt,
        lastSignInAt: tx.now(),
        createdAt: tx.now(),
      })
      // Two registrations of one address activated at once: the database lets one of them through.
      .onConflictDoNothing()
      .returning({ id: accounts.id });
    if (!account) return { kind: "refused-link" };

    const voidedRegistrations = await voidEverythingElse(tx, registration);
    const facts = { registrationId: registration.id, voidedRegistrations };
    await recordEvent(
      tx,
      { kind: "account-activated", actorId: account.id, targetId: account.id, facts },
      { origin: activation.browser.origin },
    );
    await noteConsents(tx, account.id, registration);
    const fullName = `${registration.givenName} ${registration.familyName}`;
    const landing = await carryOutOrganisation(tx, { accountId: account.id, fullName }, organisation);
    if (registration.contactEmail !== registration.email) await askToConfirmContact(tx, account.id, registration);

    const device = await rememberDevice(tx, account.id, null);
    const session = await openSession(tx, account.id, { ...activation.browser, device });
    return { kind: "activated", secret: session.secret, device, landing };
  });
}

type Registration = typeof registrations.$inferSelect;

async function voidEverythingElse(tx: Context, { id, email }: Registration): Promise<number> {
  const voided = await tx.db
    .update(registrations)
    .set({ closedAt: tx.now() })
    .where(and(eq(registrations.email, email), ne(registrations.id, id), isNull(registrations.closedAt)))
    .returning({ id: registrations.id });
  await tx.db
    .update(singleUseLinks)
    .set({ voidedAt: tx.now() })
    .where(and(eq(singleUseLinks.email, email), isNull(singleUseLinks.usedAt), isNull(singleUseLinks.voidedAt)));
  return voided.length;
}

/** The history of what he agreed to begins with what he ticked when he signed up (R-1204). */
async function noteConsents(tx: Context, accountId: string, registration: Registration): Promise<void> {
  const { termsVersion: version, termsAcceptedAt, surveyConsentAt } = registration;
  const terms = { subject: "terms" as const, version, changedAt: termsAcceptedAt };
  const survey = surveyConsentAt && { subject: "survey" as const, version: null, changedAt: surveyConsentAt };
  const agreed = survey ? [terms, survey] : [terms];
  await tx.db.insert(consents).values(agreed.map((consent) => ({ ...consent, id: tx.id(), accountId, given: true })));
}

async function askToConfirmContact(tx: Context, accountId: string, registration: Registration): Promise<void> {
  const { contactEmail: email, language } = registration;
  const link = await mintLink(tx, { purpose: "contact-email-confirmation", subjectId: accountId, email });
  const message = { kind: "contact-email-confirmation", accountId, linkId: link.id } as const;
  await enqueue(tx, [{ message, recipient: email, language, event: `contact-email-confirmation:${link.id}` }]);
}
