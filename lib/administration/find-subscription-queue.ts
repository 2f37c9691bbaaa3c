import { type SQL, sql } from "drizzle-orm";
import type { Access } from "@/lib/attachment/actor";
import { isAskedByMember } from "@/lib/attachment/desk-scope";
import type { AsJson } from "@/lib/platform/as-json";
import type { Context } from "@/lib/platform/context";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
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

/** A request for a workspace that only support can decide, because nobody manages the structure (R-857). */
export interface QueuedSubscription {
  subscriptionId: string;
  accountId: string;
  requester: string;
  identifierType: IdentifierType;
  identifier: string;
  legalName: string;
  workspace: WorkspaceCode;
  access: Access;
  /** Null: the whole structure. */
  department: string | null;
  comment: string | null;
  requestedAt: Date;
}

/** The columns one may sort by, the usual one first. */
export const subscriptionQueueSorts = ["requestedAt", "requester", "legalName", "workspace"] as const;
export type SubscriptionQueueSort = (typeof subscriptionQueueSorts)[number];

export interface SubscriptionQueueSearch extends ListPage<SubscriptionQueueSort> {
  /** Words of the requester's name and address, or of the structure; empty: all. */
  text: string;
  /** That one alone; null: all. */
  only: string | null;
}

/**
 * The requests for workspaces that nobody manages, who waits longest first, in one statement (R-857): along the declared
 * vacancies, which every structure without a manager is one of (SEC-65, R-509). What is frozen waits for nobody (R-510).
 */
export async function findSubscriptionQueue(
  ctx: Context,
  _administrator: Administrator,
  search: SubscriptionQueueSearch,
): Promise<BoundedList<QueuedSubscription>> {
  const direction = search.descending ? sql`desc` : sql`asc`;
  const isAlone = search.only === null ? sql`` : sql`and request.id = ${search.only}`;
  const { rows } = await ctx.db.execute<BoundedListRow<AsJson<QueuedSubscription>>>(
    boundedListQuery({
      ...search,
      matching: sql`
        select request.id as "subscriptionId", person.id as "accountId",
          person.given_name || ' ' || person.family_name as requester, structure.identifier_type as "identifierType",
          structure.identifier, structure.legal_name as "legalName", request.workspace, request.access,
          department.name as department, request.comment, request.requested_at as "requestedAt"
        from subscriptions request join accounts person on person.id = request.account_id
        join structures structure on structure.id = request.structure_id
        left join departments department on department.id = request.department_id
        where request.status = 'pending' and structure.manager_vacant_since is not null
          and ${isUnmanaged(sql`request.structure_id`)} and ${isAskedByMember(sql`request`)}
          and ${requestMentions(search.text)} ${isAlone}
        order by request.requested_at, request.id ${boundedRows}`,
      order: sql`${orders[search.sort]} ${direction}, "requestedAt", "subscriptionId"`,
    }),
  );
  return boundedListOf(rows[0], ({ requestedAt, ...request }: AsJson<QueuedSubscription>) => ({
    ...request,
    requestedAt: new Date(requestedAt),
  }));
}

const orders: Record<SubscriptionQueueSort, SQL> = {
  requestedAt: sql`"requestedAt"`,
  requester: sql`fold(requester)`,
  legalName: sql`fold("legalName")`,
  workspace: sql`workspace`,
};
