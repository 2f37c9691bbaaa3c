import { z } from "zod";
import type { Context } from "@/lib/platform/context";
import { type CursorScope, makeCursor, readCursor } from "./cursor";
import type { EndpointOutcome } from "./endpoint";

/** What a query that numbers its pages answers. */
interface NumberedAnswer<Item> {
  total: number;
  items: Item[];
}

/** No list is that long: a number that the database understands whatever it is multiplied by. */
const position = z.int().min(1).max(1_000_000);

/**
 * One page of a query of the screens, which number their pages; the cursor holds the number. Rows that come or go before
 * the page move it by as many lines, which a cursor by key would not do: each endpoint says so.
 */
export async function numberedPage<Item>(
  ctx: Context,
  scope: CursorScope,
  {
    cursor,
    limit,
    find,
  }: { cursor: string | undefined; limit: number; find: (page: number) => Promise<NumberedAnswer<Item>> },
): Promise<EndpointOutcome<{ items: Item[]; nextCursor: string | null }>> {
  const page = cursor === undefined ? 1 : readCursor(ctx.env, scope, { cursor, position });
  if (page === null) return { kind: "wrong-cursor" };
  const { total, items } = await find(page);
  // Some queries show the last page instead of one beyond it.
  const isBeyond = (page - 1) * limit >= total;
  const hasMore = page * limit < total;
  return {
    kind: "answer",
    body: { items: isBeyond ? [] : items, nextCursor: hasMore ? makeCursor(ctx.env, scope, page + 1) : null },
  };
}
