import { sql } from "drizzle-orm";
import { z } from "zod";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import {
  foldedDesignation,
  type PublicStructure,
  publicLine,
  publicMatches,
} from "@/lib/structure/find-public-structures";
import { type CursorPage, cutPage } from "./cursor-page";

/** The place of a public body in the order of designations; it stays when the body is renamed or closes. */
export const publicPosition = z.strictObject({ designation: z.string(), id: z.uuid() });
type PublicPosition = z.output<typeof publicPosition>;

/** What a search finds among the public bodies after that place, by designation. */
export async function findPublicStructuresAfter(
  ctx: Context,
  { query, after, limit }: { query: string; after: PublicPosition | null; limit: number },
): Promise<CursorPage<PublicStructure, PublicPosition>> {
  const matches = publicMatches(query);
  if (!matches) return { lines: [], next: null };

  const order = sql`${foldedDesignation}, id`;
  const goesOn = after ? sql`where (${order}) > (fold(${after.designation}), ${after.id}::uuid)` : sql``;
  const { rows } = await ctx.db.execute<{ line: PublicStructure }>(sql`
    with page as (select * from (${matches}) found ${goesOn} order by ${order} limit ${limit + 1})
    select ${publicLine(dayInParis(ctx.now()))} as line from page order by ${order}`);
  const found = rows.map(({ line }) => line);
  return cutPage(found, limit, ({ designation, id }) => ({ designation, id }));
}
