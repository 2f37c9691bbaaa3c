import type { z } from "zod";
import type { Context } from "@/lib/platform/context";
import { type CursorScope, makeCursor, readCursor } from "./cursor";
import type { EndpointOutcome } from "./endpoint";

/** One page of a list, and where it ends when there are more lines. */
export interface CursorPage<Line, Position> {
  lines: Line[];
  next: Position | null;
}

/**
 * One page of a list whose cursor holds the last line's place in the order, never a number of lines: what comes or goes
 * meanwhile makes no other line be skipped or shown twice (R-1012).
 */
export async function cursorPage<Line, Position>(
  ctx: Context,
  scope: CursorScope,
  {
    cursor,
    position,
    find,
  }: {
    cursor: string | undefined;
    position: z.ZodType<Position>;
    find: (after: Position | null) => Promise<CursorPage<Line, Position>>;
  },
): Promise<EndpointOutcome<{ items: Line[]; nextCursor: string | null }>> {
  const after = cursor === undefined ? null : readCursor(ctx.env, scope, { cursor, position });
  if (cursor !== undefined && after === null) return { kind: "wrong-cursor" };
  const { lines, next } = await find(after);
  return { kind: "answer", body: { items: lines, nextCursor: next && makeCursor(ctx.env, scope, next) } };
}

/** A page of what was found: one line more than was asked for tells that there are more. */
export function cutPage<Line, Position>(
  found: Line[],
  limit: number,
  positionOf: (line: Line) => Position,
): CursorPage<Line, Position> {
  const lines = found.slice(0, limit);
  const last = found.length > limit ? lines.at(-1) : undefined;
  return { lines, next: last === undefined ? null : positionOf(last) };
}
