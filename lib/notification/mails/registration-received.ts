import { and, eq, isNull } from "drizzle-orm";
import { registrations } from "@/drizzle/schema/onboarding";
import { type OrganisationPart, organisationPart } from "@/lib/onboarding/registration";
import type { Context } from "@/lib/platform/context";
import { displayIdentifier } from "@/lib/structure/identifier";
import { foreignText } from "../foreign-text";
import { fullName, type Letter, mailSentences } from "../letter";
import type { MailOrder } from "../mail-order";

/** N-01: a summary of what was asked for, while it still waits for its activation. */
export async function registrationReceived(
  ctx: Context,
  { message, recipient, language }: MailOrder<"registration-received">,
): Promise<Letter | null> {
  const [registration] = await ctx.db
    .select()
    .from(registrations)
    .where(
      and(
        eq(registrations.id, message.registrationId),
        eq(registrations.email, recipient),
        isNull(registrations.closedAt),
      ),
    );
  if (!registration) return null;

  const sentences = mailSentences(ctx.env, language);
  const { t, say } = sentences;
  return {
    title: t("registrationReceived.title"),
    addressee: registration,
    paragraphs: [say("registrationReceived.received")],
    facts: [
      { term: t("facts.name"), details: fullName(registration) },
      { term: t("facts.login"), details: registration.email },
      ...organisationFacts(organisationPart.parse(registration.organisation), sentences),
    ],
    notes: [say("registrationReceived.activation", { title: t("activationInvited.title") }), say("notYou")],
  };
}

function organisationFacts(
  organisation: OrganisationPart,
  { t, organisations }: ReturnType<typeof mailSentences>,
): { term: string; details: string }[] {
  if (organisation.kind === "none") {
    return [{ term: t("facts.structure"), details: t("registrationReceived.unattached") }];
  }
  const { identifierType, identifier } = organisation;
  const isPerson = identifierType === "PARTICULIER";
  const type = organisations(`identifierTypes.${identifierType}`);
  const role = organisation.kind === "join" ? "willAsk" : organisation.publicBody ? "willAskSupport" : "willManage";
  return [
    ...(organisation.kind === "create"
      ? [{ term: t("facts.structure"), details: foreignText(organisation.legalName) }]
      : []),
    // The identifier of a person tells his birth: it never travels by mail (R-1103).
    isPerson
      ? { term: t("facts.identifier"), details: type }
      : { term: type, details: foreignText(displayIdentifier(identifierType, identifier)) },
    { term: t("facts.role"), details: t(`registrationReceived.${role}`) },
  ];
}
