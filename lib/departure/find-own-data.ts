import { getTableColumns, sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import { type OwnDataPart, type OwnDataTable, ownDataTables } from "./own-data-fields";

/** Everything that the portal holds of a person, as he takes it along: rows by part, and what their ids stand for. */
export type OwnData = Record<OwnDataPart | "structures" | "departments", Record<string, unknown>[]>;

/**
 * What the portal holds of a person, and of nobody else, in one statement (R-1204, SEC-99). The table of fields decides
 * what is in it. A private individual to whom he is not attached keeps his name (SEC-63).
 */
export async function findOwnData(ctx: Context, { accountId }: { accountId: string }): Promise<OwnData> {
  const parts = Object.entries(ownDataTables).map(
    ([name, part]) => sql`${sql.raw(`'${name}'`)}, ${rowsOf(part, accountId)}`,
  );
  const { rows } = await ctx.db.execute<{ data: OwnData }>(sql`
    select json_build_object(${sql.join(parts, sql`, `)}, 'structures', coalesce((
      select json_agg(json_build_object(
        'id', structure.id, 'identifierType', structure.identifier_type,
        'identifier', case when structure.identifier_type <> 'PARTICULIER' or own.live then structure.identifier end,
        'name', case when structure.identifier_type <> 'PARTICULIER' or own.live then structure.legal_name end
      ) order by structure.id)
      from structures structure join (
        select tie.structure_id, bool_or(tie.status in ('approved', 'suspended')) as live
        from attachments tie where tie.account_id = ${accountId} group by tie.structure_id
        union all
        select offer.structure_id, false from invitations offer
        where offer.email = (select email from accounts where id = ${accountId}) and not exists (
          select from attachments tie where tie.account_id = ${accountId} and tie.structure_id = offer.structure_id
        )
        group by offer.structure_id
      ) own on own.structure_id = structure.id
    ), '[]'), 'departments', coalesce((
      select json_agg(json_build_object('id', department.id, 'code', department.code, 'name', department.name)
        order by department.id)
      from departments department
      where department.id in (
        select line.department_id from attachment_departments line join attachments tie on tie.id = line.attachment_id
        where tie.account_id = ${accountId}
        union select use.department_id from subscriptions use where use.account_id = ${accountId}
      )
    ), '[]')) as data`);
  const data = rows[0]?.data;
  if (!data) throw new Error("A select without from has one row.");
  return data;
}

/** The person's rows of one table, with the columns that are exported, under the names that the code gives them. */
function rowsOf({ table, owned, fields }: OwnDataTable, accountId: string) {
  const columns = Object.entries(getTableColumns(table))
    .filter(([key]) => fields[key] === "exported")
    .map(([key, column]) => sql`${column} as ${sql.identifier(key)}`);
  return sql`coalesce((
    select json_agg(line) from (select ${sql.join(columns, sql`, `)} from ${table} where ${owned(accountId)}) line
  ), '[]')`;
}
