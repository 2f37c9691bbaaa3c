import type { SQLWrapper } from "drizzle-orm";
import { feedEvents, structureHistory } from "@/drizzle/schema/attachment";
import { type NotedEvent, trailWrites } from "@/lib/audit/record-event";
import { messageWrites, type NewMessage } from "@/lib/outbox/enqueue";
import type { Context } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { StructureAct } from "./structure-act";
import type { FeedEntry } from "./tell-feed";

/** A line of "Historique des actions" and of the timeline of what it is about. */
export interface HistoryLine {
  structureId: string;
  kind: StructureAct;
  /** Null: the portal itself, by a deadline or a planned date. */
  actorId: string | null;
  subjectId?: string | null;
  targetId?: string | null;
  workspace?: WorkspaceCode | null;
  reason?: string | null;
}

/** Everything that is written down when something happens in a structure. */
export interface Act {
  audit: NotedEvent[];
  history: HistoryLine[];
  /** R-1105: whoever is concerned reads it in "Fil d'événements". */
  feed: FeedEntry[];
  mails: NewMessage[];
}

/** How many lines of each sort go in one statement: the database takes 65,535 values in it. */
const BATCH = 200;

/**
 * Writes the audit, the history, the feed and the mails of an act, in its transaction: in one round trip, or in
 * a few where very many people are told.
 */
export async function noteAct(tx: Context, act: Partial<Act>): Promise<void> {
  const longest = Math.max(...[act.audit, act.history, act.feed, act.mails].map((lines) => lines?.length ?? 0));
  for (let from = 0; from < longest; from += BATCH) {
    const some = <Line>(lines: Line[] = []) => lines.slice(from, from + BATCH);
    await noteSome(tx, {
      audit: some(act.audit),
      history: some(act.history),
      feed: some(act.feed),
      mails: some(act.mails),
    });
  }
}

async function noteSome(tx: Context, { audit, history, feed, mails }: Act): Promise<void> {
  const now = tx.now();
  const writes: SQLWrapper[] = trailWrites(tx, audit);
  if (history.length > 0) {
    writes.push(
      tx.db.insert(structureHistory).values(history.map((line) => ({ id: tx.id(), happenedAt: now, ...line }))),
    );
  }
  if (feed.length > 0) {
    writes.push(tx.db.insert(feedEvents).values(feed.map((line) => ({ id: tx.id(), happenedAt: now, ...line }))));
  }
  writes.push(...messageWrites(tx, mails));
  await inOneTrip(tx, writes);
}
