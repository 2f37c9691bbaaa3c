import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/lib/platform/context";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { ApiCaller } from "@/lib/technical-account/api-caller";
import { defineCproCall } from "./cpro-call";
import { statusCodes } from "./cpro-codes";
import { type CproView, cproFlag, cproPage, cproView } from "./cpro-request";
import { isOpenPublicBody, isOwn } from "./cpro-scope";
import { conditionsOf, type StructureCriteria, structureCriteria } from "./cpro-structure-criteria";

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
    structure: structureCriteria,
    restreindreStructuresPrivees: cproFlag,
    parametres: cproView(columns),
  }),
  async handle(ctx, caller, { structure, parametres }) {
    const { total, lines } = await findStructures(ctx, caller, { criteria: structure, view: parametres });
    return { kind: "answer", body: { listeStructures: lines, parametresRetour: cproPage(parametres, total) } };
  },
});

interface Search {
  criteria: StructureCriteria | null;
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

function allOf(conditions: SQL[]): SQL {
  return sql.join(conditions, sql` and `);
}
