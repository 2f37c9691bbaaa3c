import type { SQLWrapper } from "drizzle-orm";
import { feedEvents, structureHistory } from "@/drizzle/schema/attachment";
import type { AuditEvent } from "@/lib/audit/audit-event";
import { eventWrites } from "@/lib/audit/record-event";
import { messageWrites, type NewMessage } from "@/lib/outbox/enqueue";
import type { Context } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { StructureAct } from "./structure-act";
import type { FeedLine } from "./tell-feed";

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
  audit: AuditEvent[];
  history: HistoryLine[];
  /** R-1105: whoever is concerned reads it in "Fil d'événements". */
  feed: FeedLine[];
  mails: NewMessage[];
}

/** Writes the audit, the history, the feed and the mails of an act, in its transaction and in one round trip. */
export async function noteAct(tx: Context, { audit, history, feed, mails }: Partial<Act>): Promise<void> {
  const now = tx.now();
  const writes: SQLWrapper[] = [];
  for (const event of audit ?? []) writes.push(...eventWrites(tx, event));
  if (history?.length) {
    writes.push(
      tx.db.insert(structureHistory).values(history.map((line) => ({ id: tx.id(), happenedAt: now, ...line }))),
    );
  }
  if (feed?.length) {
    writes.push(tx.db.insert(feedEvents).values(feed.map((line) => ({ id: tx.id(), happenedAt: now, ...line }))));
  }
  if (mails?.length) writes.push(...messageWrites(tx, mails));
  if (writes.length > 0) await inOneTrip(tx, writes);
}
