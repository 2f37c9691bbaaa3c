import { feedEvents } from "@/drizzle/schema/attachment";
import type { Context } from "@/lib/platform/context";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { FeedKind } from "./feed-event";
import type { NamedPerson } from "./named-person";

/** What "Fil d'événements" tells one person (R-307, R-1105); it names somebody where it is about another one. */
export type FeedEntry = {
  accountId: string;
  structureId: string;
  kind: FeedKind;
  departmentId?: string | null;
  workspace?: WorkspaceCode | null;
} & (NamedPerson | { [Key in keyof NamedPerson]?: undefined });

/** Writes entries of the feed, with the change they tell of. */
export async function tellFeed(tx: Context, entries: FeedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.db.insert(feedEvents).values(entries.map((entry) => ({ id: tx.id(), happenedAt: tx.now(), ...entry })));
}
