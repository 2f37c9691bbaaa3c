import { eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { registrations } from "@/drizzle/schema/onboarding";
import { departments } from "@/drizzle/schema/structure";
import type { OrganisationPart } from "@/lib/onboarding/registration";
import type { Message } from "@/lib/outbox/message";
import type { TestContext } from "./context";
import { aManagerOf, anAccount, aStructure, type Structure } from "./people";

/** Brings about what a mail tells of. */
export type Tell = (ctx: TestContext) => Promise<Telling>;

/** A mail to be written, and to whom. */
export interface Telling {
  message: Message;
  recipient: string;
}

export const camille = { givenName: "Camille", familyName: "Martin", email: "camille@example.org" };

/** The contact address of those who have one of their own. */
export const workshop = "atelier@example.org";

export const dominique = { givenName: "Dominique", familyName: "Petit", email: "dominique@example.org" };

export const bakery = {
  kind: "create",
  identifierType: "SIRET",
  identifier: "99999990700010",
  legalName: "Boulangerie Martin",
  label: null,
  addressLine1: "3 rue du Four",
  addressLine2: null,
  addressLine3: null,
  postcode: "35000",
  city: "Rennes",
  country: "FR",
  addressDisclosed: true,
  publicBody: false,
  registryCheckedAt: null,
  workspaces: ["FACTURES_EMISES"],
  providerCategory: null,
  employmentScheme: null,
} satisfies OrganisationPart;

/** A registration of Camille's that waits for its activation. */
export async function aRegistration(
  ctx: TestContext,
  details: Partial<typeof registrations.$inferInsert> & { organisation?: OrganisationPart } = {},
): Promise<string> {
  const id = ctx.id();
  await ctx.db.insert(registrations).values({
    ...camille,
    id,
    draftId: ctx.id(),
    contactEmail: camille.email,
    language: "fr",
    termsVersion: "2026-11",
    termsAcceptedAt: ctx.now(),
    organisation: bakery,
    createdAt: ctx.now(),
    ...details,
  });
  return id;
}

/** The bakery and its primary manager, at his login address. */
export async function managedBy(ctx: TestContext, person: typeof camille) {
  const { identifier } = bakery;
  const structure = await aStructure(ctx, { legalName: "Boulangerie Martin", identifier });
  const account = await anAccount(ctx, { ...person, contactEmail: person.email });
  await aManagerOf(ctx, structure, { account });
  return { structure, account };
}

/** The bakery, which Camille manages under a contact address of her own. */
export async function managedByCamille(ctx: TestContext) {
  const { structure, account } = await managedBy(ctx, camille);
  const recipient = "atelier@example.org";
  await ctx.db.update(accounts).set({ contactEmail: recipient }).where(eq(accounts.id, account.id));
  return { structure, recipient };
}

export async function aDepartment(ctx: TestContext, structure: Structure): Promise<string> {
  const id = ctx.id();
  await ctx.db
    .insert(departments)
    .values({ id, structureId: structure.id, code: "COMPTA", name: "Comptabilité", validFrom: "2025-01-01" });
  return id;
}
