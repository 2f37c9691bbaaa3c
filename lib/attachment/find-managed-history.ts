import { type SQL, sql } from "drizzle-orm";
import type { AsJson } from "@/lib/platform/as-json";
import type { Context } from "@/lib/platform/context";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Actor } from "./actor";
import { linesBefore, structuresManagedBy } from "./desk-scope";
import { type StructureAct, structureActs } from "./structure-act";

/** A line of "Historique des actions" (R-904). */
export interface HistoryEntry {
  id: string;
  happenedAt: Date;
  kind: StructureAct;
  /** Whose attachment or subscription it is; null: it concerns the structure. */
  subject: string | null;
  /** Who did it; null: the portal itself. */
  actor: string | null;
  structureId: string;
  legalName: string;
  workspace: WorkspaceCode | null;
  reason: string | null;
  targetId: string | null;
  /** What page shows it: its request is read again, its row may be gone. */
  about: "attachment" | "subscription" | null;
}

export const historySorts = ["happenedAt", "subject", "legalName", "kind"] as const;

/** Which lines, in which order; newest first is the table's own. */
export interface HistorySearch {
  sort: (typeof historySorts)[number];
  descending: boolean;
  page: number;
  pageSize: number;
  /** The acts in the order of what they are called in the reader's language: `kind` sorts by it (R-1207). */
  kinds?: readonly StructureAct[];
}

/** "Historique des actions" of the structures that the actor manages at this moment, one page in one statement (R-904). */
export async function findManagedHistory(
  ctx: Context,
  actor: Actor,
  search: HistorySearch,
): Promise<{ total: number; entries: HistoryEntry[] }> {
  const { rows } = await ctx.db.execute<{ total: string; entries: Stored[] }>(sql`
    with managed as materialized (${structuresManagedBy(actor)}),
    counted as (
      select act.id from structure_history act join managed on managed.structure_id = act.structure_id
    ),
    page as (${search.sort === "happenedAt" ? pageByDate(search) : pageByText(search)})
    select (select count(*) from counted) as total, coalesce((
      select json_agg(json_build_object(
        'id', page.id, 'happenedAt', page.happened_at, 'kind', page.kind, 'structureId', page.structure_id,
        'legalName', structure.legal_name, 'workspace', page.workspace, 'reason', page.reason,
        'targetId', page.target_id,
        'subject', subject.given_name || ' ' || subject.family_name,
        'actor', doer.given_name || ' ' || doer.family_name,
        'about', case
          when attachment.id is not null then 'attachment' when subscription.id is not null then 'subscription'
        end
      ) order by page.place)
      from page
      join structures structure on structure.id = page.structure_id
      left join accounts subject on subject.id = page.subject_id
      left join accounts doer on doer.id = page.actor_id
      left join attachments attachment on attachment.id = page.target_id
      left join subscriptions subscription on subscription.id = page.target_id
    ), '[]') as entries`);
  const found = rows[0];
  return {
    total: Number(found?.total ?? 0),
    entries: (found?.entries ?? []).flatMap(({ kind, happenedAt, ...entry }) => {
      // An act of another release has no sentence yet.
      const known = structureActs.find((name) => name === kind);
      return known ? [{ ...entry, kind: known, happenedAt: new Date(happenedAt) }] : [];
    }),
  };
}

type Stored = Omit<AsJson<HistoryEntry>, "kind"> & { kind: string };

/** Each structure gives its newest (or oldest) lines from the index: the others are never read. */
function pageByDate({ descending, page, pageSize }: HistorySearch): SQL {
  const direction = descending ? sql`desc` : sql`asc`;
  return sql`
    select line.*, row_number() over (order by line.happened_at ${direction}, line.id) as place
    from managed cross join lateral (
      select act.* from structure_history act where act.structure_id = managed.structure_id
      order by act.happened_at ${direction}, act.id limit ${page * pageSize}
    ) line
    order by place limit ${pageSize} offset ${linesBefore({ page, pageSize }, sql`counted`)}`;
}

/** Each name is folded once, not once a line. */
function pageByText({ sort, descending, page, pageSize, kinds = structureActs }: HistorySearch): SQL {
  const direction = descending ? sql`desc` : sql`asc`;
  const columns: Record<HistorySearch["sort"], SQL> = {
    happenedAt: sql`act.happened_at`,
    subject: sql`subject.name`,
    legalName: sql`holder.name`,
    kind: sql`array_position(string_to_array(${kinds.join(",")}, ','), act.kind)`,
  };
  const subjects = sql`
    left join (
      select person.id, fold(person.family_name || ' ' || person.given_name) as name from accounts person
      where person.id in (
        select past.subject_id from structure_history past join managed on managed.structure_id = past.structure_id
      )
      offset 0
    ) subject on subject.id = act.subject_id`;
  const holders = sql`
    join (
      select structure.id, fold(structure.legal_name) as name
      from structures structure join managed on managed.structure_id = structure.id offset 0
    ) holder on holder.id = act.structure_id`;
  return sql`
    select act.*, row_number() over (order by ${columns[sort]} ${direction}, act.happened_at desc, act.id) as place
    from structure_history act join managed on managed.structure_id = act.structure_id
    ${sort === "subject" ? subjects : sort === "legalName" ? holders : sql``}
    order by place limit ${pageSize} offset ${linesBefore({ page, pageSize }, sql`counted`)}`;
}
