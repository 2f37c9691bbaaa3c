import { sql } from "drizzle-orm";
import { z } from "zod";
import {
  type ListedMember,
  type MemberFilter,
  type MemberRow,
  matchingMembers,
  memberOf,
  membersOf,
} from "@/lib/attachment/listed-member";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { type CursorPage, cutPage } from "./cursor-page";

/** The place of a person in the order of names; it stays when he leaves or is renamed. */
export const memberPosition = z.strictObject({ familyName: z.string(), givenName: z.string(), attachmentId: z.uuid() });
type MemberPosition = z.output<typeof memberPosition>;

/** The people of one structure after that place, by name: as its users table shows them. */
export async function findMembersAfter(
  ctx: Context,
  permit: Permit<"view-sheet">,
  { after, limit, ...filter }: MemberFilter & { after: MemberPosition | null; limit: number },
): Promise<CursorPage<ListedMember, MemberPosition>> {
  const order = sql`fold("familyName"), fold("givenName"), "attachmentId"`;
  const goesOn = after
    ? sql`where (${order}) > (fold(${after.familyName}), fold(${after.givenName}), ${after.attachmentId}::uuid)`
    : sql``;
  const { rows } = await ctx.db.execute<{ line: MemberRow }>(sql`
    select to_json(found) as line from (${matchingMembers(membersOf(permit), filter)}) found ${goesOn}
    order by ${order} limit ${limit + 1}`);
  const found = rows.map(({ line }) => memberOf(line));
  return cutPage(found, limit, ({ familyName, givenName, attachmentId }) => ({ familyName, givenName, attachmentId }));
}
