import { type SQL, sql } from "drizzle-orm";
import type { AsJson } from "@/lib/platform/as-json";
import { type StructureAct, structureActs } from "./structure-act";

/** Something that happened to a request: a step of its timeline. */
export interface RequestAct {
  kind: StructureAct;
  happenedAt: Date;
  /** Who did it; null: the portal itself, by a deadline or a planned date. */
  actor: string | null;
  reason: string | null;
}

/** Everything that was done to one request, oldest first, as JSON. */
export function requestHistory(targetId: SQL): SQL {
  return sql`coalesce((
    select json_agg(json_build_object(
      'kind', act.kind, 'happenedAt', act.happened_at, 'reason', act.reason,
      'actor', doer.given_name || ' ' || doer.family_name
    ) order by act.happened_at, act.id)
    from structure_history act left join accounts doer on doer.id = act.actor_id
    where act.target_id = ${targetId}
  ), '[]')`;
}

/**
 * The life of a request from its first day on: one that came with a registration, or before such lines were written, has
 * no line that says it was asked for.
 */
export function wholeHistory(
  asked: StructureAct,
  { history, requester, requestedAt }: { history: RequestAct[]; requester: string; requestedAt: Date },
): RequestAct[] {
  if (history.some(({ kind }) => kind === asked)) return history;
  return [{ kind: asked, happenedAt: requestedAt, actor: requester, reason: null }, ...history];
}

/** That JSON as it is read; an act of another release, which has no sentence yet, is left out. */
export function asRequestHistory(acts: (Omit<AsJson<RequestAct>, "kind"> & { kind: string })[]): RequestAct[] {
  return acts.flatMap(({ kind, happenedAt, ...act }) => {
    const known = structureActs.find((name) => name === kind);
    return known ? [{ ...act, kind: known, happenedAt: new Date(happenedAt) }] : [];
  });
}
