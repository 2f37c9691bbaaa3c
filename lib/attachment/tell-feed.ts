import { feedEvents } from "@/drizzle/schema/attachment";
import type { Context } from "@/lib/platform/context";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { FeedKind } from "./feed-event";
import type { NamedPerson } from "./named-person";

/** A line of "Fil d'événements" for one person (R-307, R-1105); it names somebody where it is about another one. */
export type FeedLine = {
  accountId: string;
  structureId: string;
  kind: FeedKind;
  departmentId?: string | null;
  workspace?: WorkspaceCode | null;
} & (NamedPerson | { [Key in keyof NamedPerson]?: undefined });

/** Writes lines of the feed, with the change they tell of. */
export async function tellFeed(tx: Context, lines: FeedLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.db.insert(feedEvents).values(lines.map((line) => ({ id: tx.id(), happenedAt: tx.now(), ...line })));
}
