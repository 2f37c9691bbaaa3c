import { eq } from "drizzle-orm";
import { structures } from "@/drizzle/schema/structure";
import { findEstablishment } from "@/lib/directory/find-establishment";
import { parseSiret } from "@/lib/directory/siret";
import type { MessageId } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import { findStructure } from "./find-structure";
import { type IdentifierType, parseIdentifier } from "./identifier";
import { foreignIdentifierFits } from "./non-eu-identifier";
import type { Permit } from "./permit";

/** What a structure is known by, and called. */
export interface Identity {
  identifierType: IdentifierType;
  identifier: string;
  legalName: string;
}

/** What the structure would become. */
export interface NewIdentity extends Identity {
  /** False: the register masks its address. */
  addressDisclosed: boolean;
  /** When the register described it; null: it cannot, or was not asked. */
  registryCheckedAt: Date | null;
}

/** What was typed under "Modifier l'identifiant"; a name counts outside of the Union alone. */
export interface WantedIdentifier {
  identifierType: IdentifierType;
  identifier: string;
  legalName: string | null;
}

/** `public-body`: the register says so, and only support gives one away. */
export type AssessNewIdentifierOutcome =
  | { kind: "fits"; from: Identity; to: NewIdentity }
  | {
      kind: "refused";
      field: "identifierType" | "identifier" | "legalName";
      message: MessageId;
      values?: Record<string, string>;
    }
  | { kind: "public-body" }
  | { kind: "register-unavailable" }
  | { kind: "structure-inactive" }
  | { kind: "not-found" };

/** Whether the structure could be known by that identifier from now on, and what it would be called. */
export async function assessNewIdentifier(
  ctx: Context,
  permit: Permit<"change-identifier">,
  wanted: WantedIdentifier,
): Promise<AssessNewIdentifierOutcome> {
  const [current] = await ctx.db.select().from(structures).where(eq(structures.id, permit.structureId));
  if (!current) return { kind: "not-found" };
  if (current.status === "inactive") return { kind: "structure-inactive" };
  if (wanted.identifierType !== "SIRET" && wanted.identifierType !== current.identifierType) {
    return { kind: "refused", field: "identifierType", message: "M-16" };
  }
  const parsed = parseIdentifier(wanted.identifierType, wanted.identifier);
  if (parsed.kind === "refused") return { ...parsed, field: "identifier" };
  const { identifierType, identifier } = parsed;
  if (identifierType === current.identifierType && identifier === current.identifier) {
    return { kind: "refused", field: "identifier", message: "M-16-same" };
  }
  // Nobody is named: whose it is, its own people know.
  if (await findStructure(ctx, parsed)) return { kind: "refused", field: "identifier", message: "M-16-taken" };

  const from = { identifierType: current.identifierType, identifier: current.identifier, legalName: current.legalName };
  if (identifierType === "SIRET") return assessSiret(ctx, { from, identifier });
  const legalName = (identifierType === "HORS_UE" && wanted.legalName) || current.legalName;
  if (identifierType === "HORS_UE" && !foreignIdentifierFits(identifier, legalName)) {
    return { kind: "refused", field: "legalName", message: "M-15" };
  }
  const { addressDisclosed } = current;
  return {
    kind: "fits",
    from,
    to: { identifierType, identifier, legalName, addressDisclosed, registryCheckedAt: null },
  };
}

/** An identifier is not changed unchecked: a register that is down makes the person wait. */
async function assessSiret(
  ctx: Context,
  { from, identifier }: { from: Identity; identifier: string },
): Promise<AssessNewIdentifierOutcome> {
  const siret = parseSiret(identifier);
  if (!siret) return { kind: "refused", field: "identifier", message: "M-10" };
  const answer = await findEstablishment(ctx, siret);
  const identity = { identifierType: "SIRET" as const, identifier };
  switch (answer.kind) {
    case "found-active": {
      const { publicBody, denomination, diffusible } = answer.establishment;
      if (publicBody) return { kind: "public-body" };
      // A masked name is the one its people typed.
      const legalName = denomination || from.legalName;
      const { fetchedAt: registryCheckedAt } = answer;
      return { kind: "fits", from, to: { ...identity, legalName, addressDisclosed: diffusible, registryCheckedAt } };
    }
    case "found-closed": {
      const date = answer.closedOn?.split("-").reverse().join("/") ?? "";
      const values = { known: date ? "yes" : "no", date };
      return { kind: "refused", field: "identifier", message: "M-12-change", values };
    }
    case "not-found":
      if (answer.authoritative) return { kind: "refused", field: "identifier", message: "M-11" };
      return {
        kind: "fits",
        from,
        to: { ...identity, legalName: from.legalName, addressDisclosed: true, registryCheckedAt: null },
      };
    case "unavailable":
      return { kind: "register-unavailable" };
  }
}
