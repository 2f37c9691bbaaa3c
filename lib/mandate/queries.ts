import { type SQL, sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import { type IdentifierType, maskedIdentifier } from "@/lib/structure/identifier";
import type { Permit } from "@/lib/structure/permit";
import { mayAs } from "@/lib/structure/rights";
import type { Mandate } from "./mandate";

/** The two tables of "Mandats". */
export interface MandateTables {
  /** Of this structure to others. */
  given: Mandate[];
  /** Of others to this structure: for its managers. */
  received: Mandate[];
}

/** The mandates that this structure gave, and for its managers those it received, newest first. */
export async function listMandates(ctx: Context, permit: Permit<"view-sheet">): Promise<MandateTables> {
  const { structureId } = permit;
  const manages = mayAs(permit.capacity, "edit-sheet");
  const rows = await read(
    ctx,
    manages
      ? sql`mandate.structure_id = ${structureId} or mandate.mandated_structure_id = ${structureId}`
      : sql`mandate.structure_id = ${structureId}`,
    structureId,
  );
  return {
    given: rows.filter(({ isGiven }) => isGiven).map(shown),
    received: rows.filter(({ isGiven }) => !isGiven).map(shown),
  };
}

/** One mandate that this structure gave or, for its managers, received; `isGiven` by this one. Null for any other (SEC-61). */
export async function findMandate(
  ctx: Context,
  permit: Permit<"view-sheet">,
  { mandateId }: { mandateId: string },
): Promise<(Mandate & { isGiven: boolean }) | null> {
  const { structureId } = permit;
  const manages = mayAs(permit.capacity, "edit-sheet");
  const [row] = await read(
    ctx,
    sql`mandate.id = ${mandateId} and (mandate.structure_id = ${structureId}
      or (${manages} and mandate.mandated_structure_id = ${structureId}))`,
    structureId,
  );
  return row ? { ...shown(row), isGiven: row.isGiven } : null;
}

async function read(ctx: Context, wanted: SQL, structureId: string): Promise<MandateRow[]> {
  const { rows } = await ctx.db.execute<MandateRow & Record<string, unknown>>(sql`
    select mandate.id as "mandateId", mandate.label, mandate.structure_id = ${structureId} as "isGiven",
      other.identifier_type as "identifierType", other.identifier, other.legal_name as designation,
      signatory.given_name || ' ' || signatory.family_name as signatory, mandate.signed_at as "signedAt",
      mandate.declaration_version as "declarationVersion", mandate.revoked_at as "revokedAt",
      revoker.given_name || ' ' || revoker.family_name as "revokedBy"
    from mandates mandate
    join structures other on other.id =
      case when mandate.structure_id = ${structureId} then mandate.mandated_structure_id else mandate.structure_id end
    left join accounts signatory on signatory.id = mandate.signed_by
    left join accounts revoker on revoker.id = mandate.revoked_by
    where ${wanted}
    order by mandate.signed_at desc, mandate.id`);
  return rows;
}

interface MandateRow {
  mandateId: string;
  label: string;
  isGiven: boolean;
  identifierType: IdentifierType;
  identifier: string;
  designation: string;
  signatory: string | null;
  signedAt: string | Date;
  declarationVersion: string;
  revokedAt: string | Date | null;
  revokedBy: string | null;
}

function shown(row: MandateRow): Mandate {
  const { mandateId, label, identifierType, identifier, designation, signatory, declarationVersion, revokedBy } = row;
  return {
    mandateId,
    label,
    other: {
      identifierType,
      identifier: maskedIdentifier(identifierType, identifier),
      designation: identifierType === "PARTICULIER" ? null : designation,
    },
    signatory,
    signedAt: new Date(row.signedAt),
    declarationVersion,
    revokedAt: row.revokedAt === null ? null : new Date(row.revokedAt),
    revokedBy,
    status: row.revokedAt === null ? "active" : "revoked",
  };
}
