import type { z } from "zod";
import { type CursorPage, cursorPage } from "@/lib/api/cursor-page";
import type { Context } from "@/lib/platform/context";

/** All lines of a list of the API, page after page, with its cursors as they go over the wire. */
export async function walkPages<Line, Position>(
  ctx: Context,
  position: z.ZodType<Position>,
  find: (after: Position | null) => Promise<CursorPage<Line, Position>>,
): Promise<Line[]> {
  const scope = { technicalAccountId: "one", endpoint: "list", filter: [] };
  const lines: Line[] = [];
  let cursor: string | undefined;
  for (;;) {
    const outcome = await cursorPage(ctx, scope, { cursor, position, find });
    if (outcome.kind !== "answer") throw new Error(outcome.kind);
    lines.push(...outcome.body.items);
    if (outcome.body.nextCursor === null) return lines;
    cursor = outcome.body.nextCursor;
  }
}
