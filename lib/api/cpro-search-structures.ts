import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/lib/platform/context";
import { canonicalText, type IdentifierType, identifierTypes } from "@/lib/structure/identifier";
import type { ApiCaller } from "@/lib/technical-account/api-caller";
import { defineCproCall } from "./cpro-call";
import { sectorCodes, statusCodes } from "./cpro-codes";
import { type CproView, cproCode, cproFlag, cproPage, cproText, cproView } from "./cpro-request";
import { isOpenPublicBody, isOwn } from "./cpro-scope";

const columns = [
  "DesignationStructure",
  "IdentifiantStructure",
  "TypeIdentifiantStructure",
  "IdStructureCPP",
  "Statut",
] as const;

const orders: Record<(typeof columns)[number], SQL> = {
  DesignationStructure: sql`fold(designation)`,
  IdentifiantStructure: sql`identifier`,
  TypeIdentifiantStructure: sql`identifier_type::text`,
  IdStructureCPP: sql`number`,
  Statut: sql`status`,
};

const criteria = z
  .object({
    identifiantStructure: cproText,
    typeIdentifiantStructure: cproCode(identifierTypes),
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

type Criteria = NonNullable<z.output<typeof criteria>>;

/** One line of `listeStructures`. */
interface StructureLine {
  idStructureCPP: number;
  identifiantStructure: string;
  typeIdentifiantStructure: IdentifierType;
  designationStructure: string;
  statut: (typeof statusCodes)[keyof typeof statusCodes];
}

/**
 * `structures/v1/rechercher`: the account's structures and the active public bodies, by criteria that must all hold.
 * `restreindreStructuresPrivees` leaves out private structures that are not the account's: here none of them is ever
 * found, whatever it says (SEC-61), so that both of its values are honoured by the same answer.
 */
export const searchStructures = defineCproCall({
  path: "cpro/structures/v1/rechercher",
  request: z.object({
    structure: criteria,
    restreindreStructuresPrivees: cproFlag,
    parametres: cproView(columns),
  }),
  async handle(ctx, caller, { structure, parametres }) {
    const { total, lines } = await findStructures(ctx, caller, { criteria: structure, view: parametres });
    return { kind: "answer", body: { listeStructures: lines, parametresRetour: cproPage(parametres, total) } };
  },
});

interface Search {
  criteria: Criteria | null;
  view: CproView<(typeof columns)[number]>;
}

/** Both kinds of structures and their number, in one statement. */
async function findStructures(ctx: Context, caller: ApiCaller, { criteria, view }: Search) {
  const asked = criteria ? conditionsOf(criteria) : [];
  const shown = sql`structure.id, structure.number, structure.identifier, structure.identifier_type, structure.status,
    coalesce(structure.label, structure.legal_name) as designation`;
  const direction = view.descending ? sql`desc` : sql`asc`;
  const { rows } = await ctx.db.execute<{ total: string | number; lines: Row[] }>(sql`
    with found as (
      select ${shown} from structures structure where ${allOf([isOwn(caller), ...asked.map(({ holds }) => holds)])}
      union all
      select ${shown} from structures structure where ${allOf([
        isOpenPublicBody(),
        sql`not ${isOwn(caller)}`,
        ...asked.flatMap(({ holds, narrowed = sql`true` }) => [holds, narrowed]),
      ])}
    ), page as (
      select row_number() over (order by ${orders[view.column]} ${direction}, number) as position, * from found
      order by position limit ${view.pageSize}::bigint offset ${(view.page - 1) * view.pageSize}::bigint
    )
    select (select count(*) from found) as total, coalesce((
      select json_agg(json_build_object('number', number, 'identifier', identifier, 'identifierType', identifier_type,
        'designation', designation, 'status', status) order by position) from page
    ), '[]') as lines`);
  const lines = (rows[0]?.lines ?? []).map(
    (row): StructureLine => ({
      idStructureCPP: row.number,
      identifiantStructure: row.identifier,
      typeIdentifiantStructure: row.identifierType,
      designationStructure: row.designation,
      statut: statusCodes[row.status],
    }),
  );
  return { total: Number(rows[0]?.total ?? 0), lines };
}

interface Row {
  number: number;
  identifier: string;
  identifierType: IdentifierType;
  designation: string;
  status: keyof typeof statusCodes;
}

/** `narrowed`: what must hold besides of a public body of others; it leads to an index, or keeps an address to itself. */
interface Condition {
  holds: SQL;
  narrowed?: SQL;
}

function conditionsOf(criteria: Criteria): Condition[] {
  const { typeIdentifiantStructure: type, statutStructure: status, typeStructure: sector } = criteria;
  const individual = sql`structure.identifier_type = 'PARTICULIER'`;
  // Whoever is not attached reads postcode and country of a structure only where the register shows them (R-206).
  const disclosed = sql`structure.address_disclosed`;
  const text = (typed: string | null, condition: (typed: string) => Condition) => (typed ? [condition(typed)] : []);
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

/** Exactly, in whatever way it was typed; without a type each of them is looked up (R-101, R-103). */
function isIdentifiedBy(typed: string, type: IdentifierType | null): SQL {
  const canonical = canonicalText(typed);
  const types = type ? [type] : identifierTypes;
  // R-104: a RIDET of nine digits is kept with a zero before it.
  const forms = /^\d{9}$/.test(canonical) ? [canonical, `0${canonical}`] : [canonical];
  const pairs = types.flatMap((one) => forms.map((form) => sql`(${one}::identifier_type, ${form})`));
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

function allOf(conditions: SQL[]): SQL {
  return sql.join(conditions, sql` and `);
}
