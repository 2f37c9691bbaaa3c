import { sql } from "drizzle-orm";
import type { structureStatus } from "@/drizzle/schema/structure";
import type { Context } from "@/lib/platform/context";

/** A structure whose primary manager a person is, and who else could act for it. */
export interface HeldSeat {
  structureId: string;
  designation: string;
  /** To an inactive one nobody can be invited. */
  status: (typeof structureStatus.enumValues)[number];
  /** Others with an approved attachment and an active account: with even one, the role is handed over first. */
  colleagues: number;
}

/** The structures that one manages as primary manager: what one's departure would leave behind. */
export async function findHeldSeats(ctx: Context, { accountId }: { accountId: string }): Promise<HeldSeat[]> {
  const { rows } = await ctx.db.execute<Omit<HeldSeat, "colleagues"> & { colleagues: string }>(sql`
    select structure.id as "structureId", coalesce(structure.label, structure.legal_name) as designation,
      structure.status, (
      select count(*) from attachments other join accounts person on person.id = other.account_id
      where other.structure_id = structure.id and other.account_id <> own.account_id and other.status = 'approved'
        and person.status = 'active'
    ) as colleagues
    from attachments own join structures structure on structure.id = own.structure_id
    where own.account_id = ${accountId} and own.role = 'primary-manager' and own.status in ('approved', 'suspended')
    order by fold(coalesce(structure.label, structure.legal_name)), structure.id`);
  return rows.map((row) => ({ ...row, colleagues: Number(row.colleagues) }));
}

/** Whether the main role must pass to somebody else before its holder goes (M-52). */
export function mustBeHandedOver({ colleagues }: HeldSeat): boolean {
  return colleagues > 0;
}
