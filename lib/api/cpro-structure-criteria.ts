import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { canonicalText, type IdentifierType, identifierTypes, parseIdentifier } from "@/lib/structure/identifier";
import { sectorCodes, statusCodes } from "./cpro-codes";
import { cproCode, cproFlag, cproIdentifierType, cproText } from "./cpro-request";

/** `structure` of `structures/v1/rechercher`; what is absent is no criterion. */
export const structureCriteria = z
  .object({
    identifiantStructure: cproText,
    typeIdentifiantStructure: cproIdentifierType,
    raisonSocialeStructure: cproText,
    nomStructure: cproText,
    prenomStructure: cproText,
    libelleStructure: cproText,
    statutStructure: cproCode(Object.values(statusCodes)),
    typeStructure: cproCode(Object.values(sectorCodes)),
    adresseCodePays: cproText,
    adresseCodePostal: cproText,
    adresseVille: cproText,
    estMOA: cproFlag,
    estMOAUniquement: cproFlag,
  })
  .nullish()
  .transform((given) => given ?? null);

export type StructureCriteria = NonNullable<z.output<typeof structureCriteria>>;

/** `narrowed`: what must hold besides of a public body of others; it leads to an index, or keeps an address to itself. */
export interface StructureCondition {
  holds: SQL;
  narrowed?: SQL;
}

/** The criteria as conditions on a row `structure`, all of which must hold. */
export function conditionsOf(criteria: StructureCriteria): StructureCondition[] {
  const { typeIdentifiantStructure: type, statutStructure: status, typeStructure: sector } = criteria;
  if (type === "unknown") return [{ holds: sql`false` }];
  const individual = sql`structure.identifier_type = 'PARTICULIER'`;
  // Whoever is not attached reads postcode and country of a structure only where the register shows them (R-206).
  const disclosed = sql`structure.address_disclosed`;
  const text = (typed: string | null, condition: (typed: string) => StructureCondition) =>
    typed ? [condition(typed)] : [];
  return [
    ...text(criteria.identifiantStructure, (typed) => ({ holds: isIdentifiedBy(typed, type) })),
    ...(type ? [{ holds: sql`structure.identifier_type = ${type}` }] : []),
    ...text(criteria.raisonSocialeStructure, (typed) => ({
      holds: sql`not ${individual} and ${holds(sql`structure.legal_name`, typed)}`,
      narrowed: isInSearchText(typed),
    })),
    // Of a private individual the portal keeps both names together.
    ...[criteria.nomStructure, criteria.prenomStructure].flatMap((name) =>
      text(name, (typed) => ({ holds: sql`${individual} and ${holds(sql`structure.legal_name`, typed)}` })),
    ),
    ...text(criteria.libelleStructure, (typed) => ({
      holds: holds(sql`structure.label`, typed),
      narrowed: isInSearchText(typed),
    })),
    ...(status ? [{ holds: sql`structure.status = ${status === "ACTIF" ? "active" : "inactive"}` }] : []),
    ...(sector ? [{ holds: sql`structure.sector = ${sector === "PUBLIQUE" ? "public" : "private"}` }] : []),
    ...text(criteria.adresseCodePays, (typed) => ({
      holds: sql`structure.country = ${typed.toUpperCase()}`,
      narrowed: disclosed,
    })),
    ...text(criteria.adresseCodePostal, (typed) => ({
      holds: sql`structure.postcode = ${typed}`,
      narrowed: sql`${disclosed} and ${isInSearchText(typed)}`,
    })),
    ...text(criteria.adresseVille, (typed) => ({
      holds: holds(sql`structure.city`, typed),
      narrowed: isInSearchText(typed),
    })),
    ...(criteria.estMOA ? [{ holds: sql`structure.contracting_authority` }] : []),
    // The portal knows no structure that is nothing else (`estMoaUniquement` of `consulter`).
    ...(criteria.estMOAUniquement ? [{ holds: sql`false` }] : []),
  ];
}

/** Exactly, in whatever way it was typed; without a type each of them is looked up (R-101, R-103, R-104, R-120). */
function isIdentifiedBy(typed: string, type: IdentifierType | null): SQL {
  const pairs = (type ? [type] : identifierTypes).map((one) => {
    const parsed = parseIdentifier(one, typed);
    const kept = parsed.kind === "parsed" ? parsed.identifier : canonicalText(typed);
    return sql`(${one}::identifier_type, ${kept})`;
  });
  return sql`(structure.identifier_type, structure.identifier) in (${sql.join(pairs, sql`, `)})`;
}

/** Somewhere in it, whatever the case and accents (R-1207). */
function holds(column: SQL, typed: string): SQL {
  return sql`strpos(fold(${column}), fold(${typed})) > 0`;
}

/** The same in all that one may search by, where there is an index. */
function isInSearchText(typed: string): SQL {
  return sql`structure.search_text like '%' || regexp_replace(fold(${typed}), '([\\\\%_])', '\\\\\\1', 'g') || '%'`;
}
