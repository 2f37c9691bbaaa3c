import { type SQL, sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Access, Actor } from "./actor";
import { isAskedByActive, linesBefore, requestMatches, structuresManagedBy } from "./desk-scope";

interface WaitingRequest {
  id: string;
  requester: string;
  identifierType: IdentifierType;
  identifier: string;
  legalName: string;
  requestedAt: Date;
}

/** A line of "Les demandes de rattachement à une structure" (R-901). No department: the default one. */
export interface WaitingAttachment extends WaitingRequest {
  departments: string[];
}

/** A line of "Les demandes d'abonnement aux espaces" (R-902). No department: the whole structure. */
export interface WaitingSubscription extends WaitingRequest {
  workspace: WorkspaceCode;
  access: Access;
  department: string | null;
}

/** The columns that both tables can be sorted by; the oldest request comes first. */
export const waitingSorts = ["requestedAt", "requester", "identifier", "legalName", "object"] as const;

/** Which lines of one table, in which order. */
export interface WaitingSearch {
  query: string;
  sort: (typeof waitingSorts)[number];
  descending: boolean;
  page: number;
  pageSize: number;
}

/** One page of a table, and how many lines it has in all. */
export interface WaitingPage<Line> {
  total: number;
  lines: Line[];
}

export interface WaitingRequests {
  attachments: WaitingPage<WaitingAttachment>;
  subscriptions: WaitingPage<WaitingSubscription>;
}

/** "Mes actions en attente": both tables of what waits for the actor's decision, in one statement (R-901, R-902). */
export async function findWaitingRequests(
  ctx: Context,
  actor: Actor,
  searches: { attachments: WaitingSearch; subscriptions: WaitingSearch },
): Promise<WaitingRequests> {
  const { rows } = await ctx.db.execute<{
    attachments: Page<WaitingAttachment>;
    subscriptions: Page<WaitingSubscription>;
  }>(sql`
    with managed as materialized (${structuresManagedBy(actor)}),
    asked as (${found(sql`attachments`, searches.attachments, firstDepartment)}),
    wanted as (${found(sql`subscriptions`, searches.subscriptions, sql`request.workspace`)})
    select
      ${pageOf(sql`asked`, sql`attachments`, { search: searches.attachments, more: departmentNames })} as attachments,
      ${pageOf(sql`wanted`, sql`subscriptions`, { search: searches.subscriptions, more: wantedWorkspace })} as subscriptions`);
  const page = rows[0];
  return { attachments: dated(page?.attachments), subscriptions: dated(page?.subscriptions) };
}

const firstDepartment = sql`(
  select min(fold(department.name))
  from attachment_departments line join departments department on department.id = line.department_id
  where line.attachment_id = request.id and line.status = 'pending'
)`;
const departmentNames = sql`'departments', coalesce((
  select json_agg(department.name order by fold(department.name))
  from attachment_departments line join departments department on department.id = line.department_id
  where line.attachment_id = request.id and line.status = 'pending'
), '[]')`;
const wantedWorkspace = sql`'workspace', request.workspace, 'access', request.access, 'department', (
  select department.name from departments department where department.id = request.department_id
)`;

/** Every line of a table, with what it is sorted by alone: who and where is read for one page only. */
function found(table: SQL, { query, sort }: WaitingSearch, object: SQL): SQL {
  const columns: Record<WaitingSearch["sort"], SQL> = {
    requestedAt: sql`request.requested_at`,
    requester: sql`fold(person.family_name || ' ' || person.given_name)`,
    identifier: sql`structure.identifier`,
    legalName: sql`fold(structure.legal_name)`,
    object,
  };
  const isNamed = query !== "" || sort === "requester" || sort === "identifier" || sort === "legalName";
  return sql`
    select request.id, request.requested_at, ${columns[sort]} as sorted_by
    from ${table} request join managed on managed.structure_id = request.structure_id ${isNamed ? named : sql``}
    where request.status = 'pending' and ${isAskedByActive(sql`request`)} and ${requestMatches(query)}`;
}

const named = sql`
  join accounts person on person.id = request.account_id
  join structures structure on structure.id = request.structure_id`;

function pageOf(lines: SQL, table: SQL, { search, more }: { search: WaitingSearch; more: SQL }): SQL {
  const direction = search.descending ? sql`desc` : sql`asc`;
  return sql`(
    select json_build_object('total', (select count(*) from ${lines}), 'lines', coalesce((
      select json_agg(json_build_object(
        'id', request.id, 'requester', person.given_name || ' ' || person.family_name,
        'identifierType', structure.identifier_type, 'identifier', structure.identifier,
        'legalName', structure.legal_name, 'requestedAt', request.requested_at, ${more}
      ) order by line.place)
      from (
        select id, row_number() over (order by sorted_by ${direction}, requested_at, id) as place
        from ${lines} order by place limit ${search.pageSize} offset ${linesBefore(search, lines)}
      ) line
      join ${table} request on request.id = line.id ${named}
    ), '[]'))
  )`;
}

/** A page as JSON carries it: dates are strings. */
interface Page<Line extends WaitingRequest> {
  total: number;
  lines: (Omit<Line, "requestedAt"> & { requestedAt: string })[];
}

function dated<Line extends WaitingRequest>(page: Page<Line> | undefined): WaitingPage<Line> {
  const lines = (page?.lines ?? []).map((line) => ({ ...line, requestedAt: new Date(line.requestedAt) }));
  // The one field that differs is what was just put back.
  return { total: Number(page?.total ?? 0), lines: lines as unknown as Line[] };
}
