import { feedEvents } from "@/drizzle/schema/attachment";
import type { Context } from "@/lib/platform/context";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { FeedKind } from "./feed-event";

/** A line of "Fil d'événements" for one person (R-307, R-1105). */
export interface FeedLine {
  accountId: string;
  structureId: string;
  kind: FeedKind;
  departmentId?: string | null;
  workspace?: WorkspaceCode | null;
  /** The name of the person it is about, when it is another one. */
  personName?: string;
}

/** Writes lines of the feed, with the change they tell of. */
export async function tellFeed(tx: Context, lines: FeedLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.db.insert(feedEvents).values(lines.map((line) => ({ id: tx.id(), happenedAt: tx.now(), ...line })));
}
