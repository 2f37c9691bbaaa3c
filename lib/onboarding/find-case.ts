import { findEstablishment } from "@/lib/directory/find-establishment";
import { parseSiret } from "@/lib/directory/siret";
import type { MessageId } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import { findStructure, type KnownStructure } from "@/lib/structure/find-structure";
import type { OrganisationCase } from "./organisation-case";

/** `refused`: the sentence to show at the identifier. */
export type CaseOutcome = OrganisationCase | { kind: "refused"; message: MessageId; values?: Record<string, string> };

type Identity = Pick<KnownStructure, "identifierType" | "identifier">;

/** Where a canonical identifier leads: what was activated here comes first, then the register (R-309, SEC-23). */
export async function findCase(
  ctx: Context,
  { identifierType, identifier }: Identity,
  { registerIsDown = false } = {},
): Promise<CaseOutcome> {
  const identity = { identifierType, identifier };
  const known = await findStructure(ctx, identity);
  if (identity.identifierType === "SIRET") return known ? caseB(ctx, known) : caseA(ctx, identity, registerIsDown);
  if (!known) return { kind: "create-typed", ...identity, because: "other-type" };
  const legalName = identity.identifierType === "PARTICULIER" ? null : known.legalName;
  return { kind: "unattached", ...identity, legalName };
}

/** Nobody opened it here: the register says what it is, or why it cannot be opened. */
async function caseA(ctx: Context, identity: Identity, registerIsDown: boolean): Promise<CaseOutcome> {
  const number = parseSiret(identity.identifier);
  if (!number) return { kind: "refused", message: "M-10" };
  const answer = registerIsDown ? ({ kind: "unavailable" } as const) : await findEstablishment(ctx, number);
  const siret = { ...identity, identifierType: "SIRET" } as const;
  switch (answer.kind) {
    case "found-active":
      return {
        kind: "create-from-registry",
        ...siret,
        establishment: answer.establishment,
        checkedAt: answer.fetchedAt,
      };
    case "found-closed":
      return closed(answer.closedOn);
    case "not-found":
      return answer.authoritative
        ? { kind: "refused", message: "M-11" }
        : { kind: "create-typed", ...siret, because: "not-in-sample" };
    case "unavailable":
      return { kind: "create-typed", ...siret, because: "register-down" };
  }
}

/** Somebody manages it: shown read-only, without what is not diffusible, unless it is inactive. */
async function caseB(ctx: Context, known: KnownStructure): Promise<CaseOutcome> {
  if (known.status === "inactive") return { kind: "refused", message: "M-26" };
  const { id: structureId, identifierType, identifier, label, legalName, addressDisclosed } = known;
  const { addressLine1, addressLine2, addressLine3, postcode, city, country } = known;
  const address = addressDisclosed ? { addressLine1, addressLine2, addressLine3, postcode, city, country } : null;
  const named = addressDisclosed || (await isLegalEntity(ctx, identifier));
  return {
    kind: "join",
    structureId,
    identifierType,
    identifier,
    legalName: named ? legalName : null,
    label: named ? label : null,
    address,
  };
}

/** A company's name is always public; a natural person's is not. When the register cannot tell, it stays hidden. */
async function isLegalEntity(ctx: Context, identifier: string): Promise<boolean> {
  const siret = parseSiret(identifier);
  const answer = siret && (await findEstablishment(ctx, siret));
  return answer !== null && "establishment" in answer && !answer.establishment.naturalPerson;
}

function closed(closedOn: string | null): CaseOutcome {
  const date = closedOn?.split("-").reverse().join("/") ?? "";
  return { kind: "refused", message: "M-12", values: { known: date ? "yes" : "no", date } };
}
