import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import type { AttachmentStatus } from "./actor";
import type { Member } from "./member";

/** A person whom a manager has ticked. */
export interface ChosenMember extends Member {
  attachmentId: string;
  familyName: string;
  givenName: string;
  status: AttachmentStatus;
}

/** Those of the ids that are people of the permit's structure, by name; foreign ones are left out (SEC-61). */
export async function findChosenMembers(
  ctx: Context,
  permit: Permit<"manage-members">,
  attachmentIds: readonly string[],
): Promise<ChosenMember[]> {
  const { rows } = await ctx.db.execute<{ [Key in keyof ChosenMember]: ChosenMember[Key] }>(sql`
    select own.id as "attachmentId", own.account_id as "accountId", own.role, own.status,
      account.family_name as "familyName", account.given_name as "givenName"
    from attachments own join accounts account on account.id = own.account_id
    where own.structure_id = ${permit.structureId}
      and own.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(attachmentIds)}::jsonb))
    order by fold(account.family_name), fold(account.given_name), own.id`);
  return rows;
}
