import { type SQL, sql } from "drizzle-orm";
import type { AuditEvent } from "@/lib/audit/audit-event";
import type { Changes } from "@/lib/audit/changes";
import type { Context } from "@/lib/platform/context";
import type { Administrator } from "./administrator";
import {
  type BoundedList,
  type BoundedListRow,
  boundedListOf,
  boundedListQuery,
  boundedRows,
  type ListPage,
} from "./bounded-list";

/** One line of the audit trail, with the names that its ids stand for (R-1201). */
export interface TrailLine {
  id: string;
  at: Date;
  kind: AuditEvent["kind"];
  /** Null: a visitor, or the portal itself. */
  actorName: string | null;
  facts: Record<string, unknown>;
  /** From where, as long as it is kept (SEC-96). */
  origin: string | null;
  /** What support wrote about its act (SEC-70), as long as it is kept. */
  words: string | null;
  /** What was replaced (R-1201), as long as it is kept. */
  changes: Changes | null;
}

/** The columns one may sort by, the usual one first. */
export const trailSorts = ["at", "kind", "actor", "details", "origin"] as const;
export type TrailSort = (typeof trailSorts)[number];

/**
 * What happened to an account or a registration, its newest lines (R-1201, SEC-96): ids, states and replaced values,
 * never a secret.
 */
export async function findTrail(
  ctx: Context,
  _administrator: Administrator,
  { targetId, sort, descending, page, pageSize }: ListPage<TrailSort> & { targetId: string },
): Promise<BoundedList<TrailLine>> {
  const direction = descending ? sql`desc` : sql`asc`;
  // Of one moment the lines stand in the order in which they were written, or all in the other one.
  const newest = sort === "at" ? direction : sql`desc`;
  const { rows } = await ctx.db.execute<BoundedListRow<TrailRow>>(
    boundedListQuery({
      page,
      pageSize,
      matching: sql`
        select event.id, event.position, event.at, event.kind, event.facts,
          actor.given_name || ' ' || actor.family_name as "actorName", personal.origin, personal.words,
          personal.changes
        from audit_events event
        left join accounts actor on actor.id = event.actor_id
        left join audit_personal_values personal on personal.event_id = event.id
        where event.target_id = ${targetId}
        order by event.at desc, event.position desc ${boundedRows}`,
      order: sql`${orders[sort]} ${direction} nulls last, at ${newest}, position ${newest}`,
    }),
  );
  return boundedListOf(rows[0], ({ id, at, kind, actorName, facts, origin, words, changes }) => ({
    id,
    at: new Date(at),
    kind,
    actorName,
    facts,
    origin,
    words,
    changes,
  }));
}

const orders: Record<TrailSort, SQL> = {
  at: sql`at`,
  kind: sql`kind`,
  actor: sql`fold("actorName")`,
  // Lines that tell of the same stand together, whatever the language they are read in.
  details: sql`facts::text`,
  origin: sql`origin`,
};

interface TrailRow extends Omit<TrailLine, "at"> {
  at: string;
}
