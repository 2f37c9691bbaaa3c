import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Actor } from "./actor";
import { type FeedKind, feedKinds } from "./feed-event";
import { designationFor } from "./own-request";

/** One line of "Fil d'événements" (R-307). */
export interface FeedLine {
  id: string;
  kind: FeedKind;
  happenedAt: Date;
  /** Who did it, or whom it is about; null: nobody, a date had come. */
  personName: string | null;
  workspace: WorkspaceCode | null;
  structure: { identifierType: IdentifierType; identifier: string; designation: string } | null;
  department: string | null;
}

const FEED_LENGTH = 50;

/** The newest lines of one's own feed: by day, then structure, then department (R-307). */
export async function findFeed(ctx: Context, actor: Actor): Promise<FeedLine[]> {
  const { rows } = await ctx.db.execute<Omit<FeedLine, "happenedAt"> & { happened_at: string | Date }>(sql`
    select event.id, event.kind, event.happened_at, event.person_name as "personName",
      event.workspace,
      case when structure.id is not null then json_build_object(
        'identifierType', structure.identifier_type, 'identifier', structure.identifier,
        'designation', coalesce(${designationFor(sql`own.status`)}, left(structure.identifier, 1) || '*********'))
        end as structure,
      department.name as department
    from feed_events event
    left join structures structure on structure.id = event.structure_id
    left join departments department on department.id = event.department_id
    left join attachments own on own.account_id = event.account_id and own.structure_id = event.structure_id
      and own.status in ('approved', 'suspended')
    where event.account_id = ${actor.accountId}
    order by event.happened_at desc, event.id limit ${FEED_LENGTH}`);
  return rows
    .filter(({ kind }) => feedKinds.includes(kind))
    .map(({ happened_at, ...line }) => ({ ...line, happenedAt: new Date(happened_at) }));
}
