import { findEstablishment } from "@/lib/directory/find-establishment";
import type { Siret } from "@/lib/directory/siret";
import type { MessageId } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import { findStructure, type KnownStructure } from "@/lib/structure/find-structure";
import type { OrganisationCase } from "./organisation-case";

/** `refused`: the sentence to show at the identifier. */
export type CaseOutcome =
  | OrganisationCase
  | { kind: "refused"; message: MessageId; values?: Record<string, string> };

type Identity = Pick<KnownStructure, "identifierType" | "identifier">;

/** Where a canonical identifier leads: what was activated here comes first, then the register (R-309, SEC-23). */
export async function findCase(ctx: Context, identity: Identity): Promise<CaseOutcome> {
  const known = await findStructure(ctx, identity);
  if (identity.identifierType === "SIRET") return known ? caseB(ctx, known) : caseA(ctx, identity);
  if (!known) return { kind: "create-typed", ...identity, because: "other-type" };
  const legalName = identity.identifierType === "PARTICULIER" ? null : known.legalName;
  return { kind: "unattached", ...identity, legalName };
}
