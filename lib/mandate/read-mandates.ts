import { type SQL, sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import { type IdentifierType, maskedIdentifier } from "@/lib/structure/identifier";
import type { Mandate } from "./mandate";

/** A mandate, with whether the structure that looks at it gave it. */
export interface SeenMandate extends Mandate {
  isGiven: boolean;
}

/** The wanted mandates, newest first, as this structure sees them. */
export async function readMandates(
  { db }: Pick<Context, "db">,
  structureId: string,
  wanted: SQL,
): Promise<SeenMandate[]> {
  const { rows } = await db.execute<MandateRow & Record<string, unknown>>(sql`
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
  return rows.map((row) => ({ ...shown(row), isGiven: row.isGiven }));
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
