import { sql } from "drizzle-orm";
import type { structureStatus } from "@/drizzle/schema/structure";
import { actsIn } from "@/lib/audit/acting-session";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "./permit";
import { type Capacity, mayAs } from "./rights";

/** The structure a permit is about, locked until the transaction ends. */
export interface HeldStructure {
  status: (typeof structureStatus.enumValues)[number];
  sector: "private" | "public";
  legalName: string;
  label: string | null;
  /** By which role the holder acts at this moment. */
  capacity: Capacity;
  version: number;
}

/**
 * Reads the right again, and makes every other act on this structure wait until the transaction ends (SEC-65, SEC-67).
 * Null: the holder has lost it meanwhile, or a manager has come where support stood in. First in the transaction.
 */
export async function holdPermit(tx: Context, permit: Permit): Promise<HeldStructure | null> {
  const { structureId, holder, right } = permit;
  // The lock stands in a statement of its own: the next one then sees what those before us have done.
  await tx.db.execute(
    sql`select ${actsIn(holder.sessionId)} from structures where id = ${structureId} for no key update`,
  );
  const { rows } = await tx.db.execute<HeldRow>(sql`
    select structure.status, structure.sector, structure.legal_name as "legalName", structure.label, structure.version,
      own.role, account.is_administrator as "isAdministrator",
      exists (
        select from attachments manager join accounts person on person.id = manager.account_id
        where manager.structure_id = structure.id and manager.status = 'approved' and manager.role <> 'member'
          and person.status = 'active'
      ) as "isManaged"
    from structures structure
    join accounts account on account.id = ${holder.accountId} and account.status = 'active'
    left join attachments own on own.structure_id = structure.id and own.account_id = account.id
      and own.status = 'approved'
    where structure.id = ${structureId}`);
  const row = rows[0];
  if (!row) return null;
  const { role, isAdministrator, isManaged, ...held } = row;
  if (role !== null && mayAs(role, right)) return { ...held, capacity: role };
  const standsIn = isAdministrator && permit.capacity === "administrator" && mayAs("administrator", right);
  if (!standsIn || (right === "decide-requests" && isManaged)) return null;
  return { ...held, capacity: "administrator" };
}

type HeldRow = Omit<HeldStructure, "capacity"> & {
  role: Exclude<Capacity, "administrator"> | null;
  isAdministrator: boolean;
  isManaged: boolean;
};
