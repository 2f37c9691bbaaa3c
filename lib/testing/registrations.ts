import { eq } from "drizzle-orm";
import { singleUseLinks } from "@/drizzle/schema/account";
import { registrations } from "@/drizzle/schema/onboarding";
import { linkSecret } from "@/lib/account/link-secret";
import type { NewLink } from "@/lib/account/mint-link";
import { mintLink } from "@/lib/account/mint-link";
import type { NewPassword } from "@/lib/account/password";
import type { SecretAnswer } from "@/lib/account/secret-question";
import { recordEvent } from "@/lib/audit/record-event";
import type { Activation } from "@/lib/onboarding/activate-account";
import type { OrganisationPart } from "@/lib/onboarding/registration";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Context } from "@/lib/platform/context";
import { aVisitor, PASSWORD, SECRET_ANSWER, type Structure } from "./people";
import { siretNumber } from "./siret-number";

export type Registration = typeof registrations.$inferSelect;

let count = 5000;

/** A company that the register knows and nobody opened here: case A. */
export function aNewCompany(details: Partial<Extract<OrganisationPart, { kind: "create" }>> = {}): OrganisationPart {
  return {
    kind: "create",
    identifierType: "SIRET",
    identifier: siretNumber(++count),
    legalName: "Boulangerie Lefèvre",
    label: null,
    addressLine1: "12 rue des Lilas",
    addressLine2: null,
    addressLine3: null,
    postcode: "35000",
    city: "Rennes",
    country: "FR",
    addressDisclosed: true,
    publicBody: false,
    registryCheckedAt: "2026-01-05T08:00:00.000Z",
    workspaces: ["FACTURES_EMISES", "SOLLICITATIONS_EMISES"],
    providerCategory: null,
    employmentScheme: null,
    ...details,
  };
}

/** A request to a structure that exists: case B. */
export function joining({ identifierType, identifier }: Structure): OrganisationPart {
  return { kind: "join", identifierType, identifier };
}

/** A registration that waits for its link, as the end of the wizard stores it, and the secret that was mailed. */
export async function aWaitingRegistration(
  ctx: Context,
  details: Partial<typeof registrations.$inferInsert> & { organisation?: OrganisationPart } = {},
): Promise<{ registration: Registration; secret: string }> {
  const [registration] = await ctx.db
    .insert(registrations)
    .values({
      ...aVisitor(details.email === undefined ? {} : { email: details.email }),
      id: ctx.id(),
      draftId: ctx.id(),
      termsVersion: ctx.env.TERMS_VERSION,
      termsAcceptedAt: ctx.now(),
      organisation: aNewCompany(),
      createdAt: ctx.now(),
      ...details,
    })
    .returning();
  if (!registration) throw new Error("nothing was written");
  const { id: subjectId, email } = registration;
  return { registration, secret: await aMailedLink(ctx, { purpose: "activation", subjectId, email }) };
}

/** What a registration leaves elsewhere: a mail that waits, and a line of the trail with an address and support's words. */
export async function tracesOf(
  ctx: Context,
  { id: registrationId, email }: { id: string; email: string },
): Promise<void> {
  const message = { kind: "registration-received", registrationId } as const;
  await enqueue(ctx, [{ message, recipient: email, language: "fr", event: `registration-received:${registrationId}` }]);
  await recordEvent(
    ctx,
    { kind: "registration-received", actorId: null, targetId: registrationId, facts: { registrationId } },
    { email, words: "Called back" },
  );
}

/** Mints a link and returns the secret that its mail would carry. */
export async function aMailedLink(ctx: Context, link: NewLink): Promise<string> {
  return secretOf(ctx, (await mintLink(ctx, link)).id);
}

/** The secret that the mail of a link carries, derived as when the mail is written. */
export async function secretOf(ctx: Context, linkId: string): Promise<string> {
  const [row] = await ctx.db.select().from(singleUseLinks).where(eq(singleUseLinks.id, linkId));
  if (!row) throw new Error(`There is no link ${linkId}`);
  return linkSecret(ctx.env, row);
}

/** What the person sends from S-04. */
export function anActivation(linkSecret: string, details: Partial<Activation> = {}): Activation {
  return {
    linkSecret,
    // The rules of are checked by the page, and tested beside them.
    password: PASSWORD as NewPassword,
    secretQuestion: { question: "firstPet", answer: SECRET_ANSWER as SecretAnswer },
    browser: { origin: "192.0.2.1", userAgent: "Test browser" },
    ...details,
  };
}
