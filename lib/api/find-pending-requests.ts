import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Access } from "@/lib/attachment/actor";
import type { Context } from "@/lib/platform/context";
import type { ApiCaller } from "@/lib/technical-account/api-caller";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import { type CursorPage, cutPage } from "./cursor-page";

/** A request that waits for a decision, and who made it, as the manager's screens show it. */
interface PendingRequest {
  id: string;
  structureId: string;
  requestedAt: string;
  comment: string | null;
  requester: { givenName: string; familyName: string; contactEmail: string };
}

/** No department: the default one. */
export interface PendingAttachment extends PendingRequest {
  departments: { id: string; code: string; name: string }[];
}

/** No department: the whole structure. */
export interface PendingSubscription extends PendingRequest {
  workspace: WorkspaceCode;
  access: Access;
  department: { id: string; code: string; name: string } | null;
}

/** The last line of a page: as the database writes the moment, which is finer than a `Date`. */
export const requestPosition = z.strictObject({ requestedAt: z.string().max(40), id: z.uuid() });
export type RequestPosition = z.output<typeof requestPosition>;

/** Which requests; `structureId` null: of all the structures that the caller acts for. */
export interface PendingSearch {
  structureId: string | null;
  after: RequestPosition | null;
  limit: number;
}

/** The requests for attachment that wait in the caller's structures; a page never moves when others are decided. */
export async function findPendingAttachments(
  ctx: Context,
  caller: ApiCaller,
  search: PendingSearch,
): Promise<CursorPage<PendingAttachment, RequestPosition>> {
  return pageOf(
    await findPending<PendingAttachment>(ctx, caller, { ...search, table: sql`attachments`, more: askedDepartments }),
    search,
  );
}

/** The requests for workspaces that wait in the caller's structures. */
export async function findPendingSubscriptions(
  ctx: Context,
  caller: ApiCaller,
  search: PendingSearch,
): Promise<CursorPage<PendingSubscription, RequestPosition>> {
  return pageOf(
    await findPending<PendingSubscription>(ctx, caller, { ...search, table: sql`subscriptions`, more: askedWorkspace }),
    search,
  );
}

const askedDepartments = sql`'departments', coalesce((
  select json_agg(json_build_object('id', department.id, 'code', department.code, 'name', department.name)
    order by department.code)
  from attachment_departments asked join departments department on department.id = asked.department_id
  where asked.attachment_id = request.id and asked.status = 'pending'
), '[]')`;
const askedWorkspace = sql`'workspace', request.workspace, 'access', request.access, 'department', (
  select json_build_object('id', department.id, 'code', department.code, 'name', department.name)
  from departments department where department.id = request.department_id
)`;

/**
 * Only structures that stand in the proof: what a restricted account may not reach, and what its manager merely manages
 * beside somebody else, is not there (R-1002).
 */
async function findPending<Line>(
  ctx: Context,
  { actor }: ApiCaller,
  { structureId, after, limit, table, more }: PendingSearch & { table: SQL; more: SQL },
): Promise<Line[]> {
  const scope = actor.attachments
    .map((attachment) => attachment.structureId)
    .filter((own) => structureId === null || own === structureId);
  const goesOn = after
    ? sql`and (request.requested_at, request.id) > (${after.requestedAt}::timestamptz, ${after.id}::uuid)`
    : sql``;
  const { rows } = await ctx.db.execute<{ line: Line }>(sql`
    select json_build_object(
      'id', request.id, 'structureId', request.structure_id, 'requestedAt', request.requested_at,
      'comment', request.comment, 'requester', json_build_object('givenName', person.given_name,
        'familyName', person.family_name, 'contactEmail', person.contact_email), ${more}
    ) as line
    from ${table} request join accounts person on person.id = request.account_id
    where request.status = 'pending'
      and request.structure_id in (select value::uuid from json_array_elements_text(${JSON.stringify(scope)}::json))
      ${goesOn}
    order by request.requested_at, request.id limit ${limit + 1}`);
  return rows.map(({ line }) => line);
}

function pageOf<Line extends PendingRequest>(
  found: Line[],
  { limit }: PendingSearch,
): CursorPage<Line, RequestPosition> {
  const { lines, next } = cutPage(found, limit, ({ requestedAt, id }) => ({ requestedAt, id }));
  return { lines: lines.map((line) => ({ ...line, requestedAt: new Date(line.requestedAt).toISOString() })), next };
}
