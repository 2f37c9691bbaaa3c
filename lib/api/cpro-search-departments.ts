import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { dayInParis } from "@/lib/platform/calendar";
import { defineCproCall } from "./cpro-call";
import { activityCode } from "./cpro-codes";
import { cproPage, cproView, structureNumber, underOneNumber } from "./cpro-request";
import { isOpenPublicBody, isOwn } from "./cpro-scope";

const columns = [
  "CodeService",
  "LibelleService",
  "DateDbtService",
  "DateFinService",
  "EstActif",
  "IdService",
  "StatutService",
] as const;

const orders: Record<(typeof columns)[number], SQL> = {
  CodeService: sql`fold(code)`,
  LibelleService: sql`fold(name)`,
  DateDbtService: sql`valid_from`,
  // PostgreSQL takes none for the last of all ends, as it is.
  DateFinService: sql`valid_until`,
  EstActif: sql`is_active`,
  IdService: sql`number`,
  StatutService: sql`not is_active`,
};

/** Clients ask for all departments of a large public body at once, and never for a second page. */
const MOST_DEPARTMENTS = 10_000;

/** One line of `listeServices`. */
interface DepartmentLine {
  idService: number;
  codeService: string;
  libelleService: string;
  estActif: boolean;
  statutService: ReturnType<typeof activityCode>;
}

/**
 * `structures/v1/rechercher/services`: the departments of one of the account's structures, or the active ones of a public
 * body. The default one has neither code nor id, and is no line.
 */
export const searchDepartments = defineCproCall({
  path: "cpro/structures/v1/rechercher/services",
  request: z
    .object({
      ...structureNumber,
      parametresRechercherServicesStructure: cproView(columns, { mostLines: MOST_DEPARTMENTS }),
    })
    .transform(underOneNumber),
  async handle(ctx, caller, { idStructure, parametresRechercherServicesStructure: view }) {
    if (idStructure === null) return { kind: "refused", reason: "missing-field", field: "idStructure" };
    const today = dayInParis(ctx.now());
    const direction = view.descending ? sql`desc` : sql`asc`;
    const { rows } = await ctx.db.execute<{ total: string | number; lines: Row[] }>(sql`
      with asked as (
        select structure.id, ${isOwn(caller)} as is_own from structures structure
        where structure.number = ${idStructure} and (${isOwn(caller)} or ${isOpenPublicBody()})
      ), listed as (
        select department.number, department.code, department.name, department.valid_from, department.valid_until,
          asked.is_own, department.valid_from <= ${today}::date
            and (department.valid_until is null or department.valid_until >= ${today}::date) as is_active
        from asked join departments department on department.structure_id = asked.id
      ), found as (
        select * from listed where is_own or is_active
      ), page as (
        select row_number() over (order by ${orders[view.column]} ${direction}, number) as position, * from found
        order by position limit ${view.pageSize}::bigint offset ${(view.page - 1) * view.pageSize}::bigint
      )
      select (select count(*) from found) as total, coalesce((
        select json_agg(json_build_object('number', number, 'code', code, 'name', name, 'isActive', is_active)
          order by position) from page
      ), '[]') as lines
      from asked`);
    const [answer] = rows;
    if (!answer) return { kind: "refused", reason: "unknown-structure" };
    const listeServices = answer.lines.map(
      ({ number, code, name, isActive }): DepartmentLine => ({
        idService: number,
        codeService: code,
        libelleService: name,
        estActif: isActive,
        statutService: activityCode(isActive),
      }),
    );
    return { kind: "answer", body: { listeServices, parametresRetour: cproPage(view, Number(answer.total)) } };
  },
});

interface Row {
  number: number;
  code: string;
  name: string;
  isActive: boolean;
}
