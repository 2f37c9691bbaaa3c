import { type SQL, sql } from "drizzle-orm";
import { isAskedByActive } from "@/lib/attachment/desk-scope";
import type { AsJson } from "@/lib/platform/as-json";
import type { Context } from "@/lib/platform/context";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Administrator } from "./administrator";
import {
  type BoundedList,
  type BoundedListRow,
  boundedListOf,
  boundedListQuery,
  boundedRows,
  type ListPage,
} from "./bounded-list";
import { requestMentions } from "./request-mentions";
import { isUnmanaged } from "./unmanaged";

/** A request that only support can decide, because nobody manages the structure (R-857). */
export interface QueuedRequest {
  attachmentId: string;
  requester: string;
  identifierType: IdentifierType;
  identifier: string;
  legalName: string;
  requestedAt: Date;
  /** A primary manager is proposed already, and waits for a second administrator (SEC-68). */
  isProposed: boolean;
}

/** The columns one may sort by, the usual one first: who waits longest comes first. */
export const queueSorts = ["requestedAt", "requester", "identifier", "legalName"] as const;
export type QueueSort = (typeof queueSorts)[number];

export interface QueueSearch extends ListPage<QueueSort> {
  /** Words of the requester's name and address, or of the structure; empty: all. */
  text: string;
}

/** The administrators' queue but for what is frozen, in one statement (R-857, R-320, R-510, R-1401). */
export async function findAttachmentQueue(
  ctx: Context,
  _administrator: Administrator,
  search: QueueSearch,
): Promise<BoundedList<QueuedRequest>> {
  const direction = search.descending ? sql`desc` : sql`asc`;
  const { rows } = await ctx.db.execute<BoundedListRow<AsJson<QueuedRequest>>>(
    boundedListQuery({
      ...search,
      matching: sql`
        select request.id as "attachmentId", person.given_name || ' ' || person.family_name as requester,
          structure.identifier_type as "identifierType", structure.identifier, structure.legal_name as "legalName",
          request.requested_at as "requestedAt",
          exists (
            select from appointments where structure_id = structure.id and decided_at is null
          ) as "isProposed"
        from attachments request join accounts person on person.id = request.account_id
        join structures structure on structure.id = request.structure_id
        where request.status = 'pending' and ${isUnmanaged(sql`request.structure_id`)}
          and ${isAskedByActive(sql`request`)} and ${requestMentions(search.text)}
        order by request.requested_at, request.id ${boundedRows}`,
      order: sql`${orders[search.sort]} ${direction}, "requestedAt", "attachmentId"`,
    }),
  );
  return boundedListOf(rows[0], ({ requestedAt, ...request }: AsJson<QueuedRequest>) => ({
    ...request,
    requestedAt: new Date(requestedAt),
  }));
}

const orders: Record<QueueSort, SQL> = {
  requestedAt: sql`"requestedAt"`,
  requester: sql`fold(requester)`,
  identifier: sql`identifier`,
  legalName: sql`fold("legalName")`,
};
