import { and, eq } from "drizzle-orm";
import { structures } from "@/drizzle/schema/structure";
import { registerStructure } from "@/lib/attachment/register-structure";
import { requestAttachment } from "@/lib/attachment/request-attachment";
import type { Context } from "@/lib/platform/context";
import { newStructureOf, type OrganisationPart } from "./registration";

/**
 * Where the new account stands. `changed` tells that the structure was taken, or went inactive, between the
 * registration and the activation, and that the person must hear of it.
 */
export interface Landing {
  standing: "attached" | "waiting" | "unattached";
  changed: "taken-by-another" | "inactive" | null;
}

/** Carries out the organisation part of a registration for the account it has just become. */
export async function carryOutOrganisation(
  tx: Context,
  person: { accountId: string; fullName: string },
  part: OrganisationPart,
): Promise<Landing> {
  switch (part.kind) {
    case "none":
      return { standing: "unattached", changed: null };
    case "join":
      return join(tx, person, part);
    case "create":
      return create(tx, person, part);
  }
}

type Create = Extract<OrganisationPart, { kind: "create" }>;
type Person = { accountId: string; fullName: string };

async function create(tx: Context, person: Person, part: Create): Promise<Landing> {
  const outcome = await registerStructure(tx, {
    accountId: person.accountId,
    structure: newStructureOf(part),
    workspaces: part.workspaces,
  });
  if (outcome.kind === "registered" && !part.publicBody) return { standing: "attached", changed: null };
  if (outcome.kind === "registered") {
    await requestAttachment(tx, { ...person, structureId: outcome.structureId });
    return { standing: "waiting", changed: null };
  }
  // Taken meanwhile: A becomes B; C becomes D, because such identifiers may be shared.
  if (part.identifierType !== "SIRET") return { standing: "unattached", changed: "taken-by-another" };
  const landing = await join(tx, person, part);
  return { ...landing, changed: landing.changed ?? "taken-by-another" };
}

async function join(
  tx: Context,
  person: Person,
  { identifierType, identifier }: Pick<Create, "identifierType" | "identifier">,
): Promise<Landing> {
  const [structure] = await tx.db
    .select({ id: structures.id, status: structures.status })
    .from(structures)
    .where(and(eq(structures.identifierType, identifierType), eq(structures.identifier, identifier)));
  if (structure?.status !== "active") return { standing: "unattached", changed: "inactive" };
  const outcome = await requestAttachment(tx, { ...person, structureId: structure.id });
  // Deactivated at this very moment.
  if (outcome.kind === "structure-inactive") return { standing: "unattached", changed: "inactive" };
  return { standing: "waiting", changed: null };
}
