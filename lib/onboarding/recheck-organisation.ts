import { eq } from "drizzle-orm";
import { registrations } from "@/drizzle/schema/onboarding";
import { findLink } from "@/lib/account/redeem-link";
import { findEstablishment } from "@/lib/directory/find-establishment";
import { parseSiret } from "@/lib/directory/siret";
import type { Context } from "@/lib/platform/context";
import { type OrganisationPart, organisationPart } from "./registration";

/**
 * The organisation part behind an activation link, or null when the link no longer works. A SIRET typed by hand while
 * the register was down is looked up again now: a public body must not go to the first comer that way.
 */
export async function recheckOrganisation(ctx: Context, linkSecret: string): Promise<OrganisationPart | null> {
  const link = await findLink(ctx, linkSecret, "activation");
  if (!link) return null;
  const [registration] = await ctx.db
    .select({ organisation: registrations.organisation })
    .from(registrations)
    .where(eq(registrations.id, link.subjectId));
  if (!registration) return null;

  const part = organisationPart.parse(registration.organisation);
  const unchecked = part.kind === "create" && part.identifierType === "SIRET" && part.registryCheckedAt === null;
  const siret = unchecked ? parseSiret(part.identifier) : null;
  if (!unchecked || !siret) return part;
  const answer = await findEstablishment(ctx, siret);
  if (answer.kind !== "found-active") return part;
  const { publicBody, diffusible } = answer.establishment;
  return {
    ...part,
    publicBody,
    addressDisclosed: diffusible,
    registryCheckedAt: answer.fetchedAt.toISOString(),
    workspaces: publicBody ? [...new Set([...part.workspaces, "FACTURES_RECUES" as const])] : part.workspaces,
  };
}
