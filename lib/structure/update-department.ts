import { and, eq } from "drizzle-orm";
import { departments } from "@/drizzle/schema/structure";
import { changesOf } from "@/lib/audit/changes";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { DepartmentEdit } from "./department";
import { holdPermit } from "./hold-permit";
import type { Permit } from "./permit";
import { changedFields } from "./sheet";

/** `stale`: somebody saved it since the form was made, nothing is written. */
export type UpdateDepartmentOutcome =
  | { kind: "saved"; fields: string[] }
  | { kind: "stale" }
  | { kind: "not-found" }
  | { kind: "not-permitted" };

/** Saves a department; an end date closes it. */
export async function updateDepartment(
  ctx: Context,
  permit: Permit<"edit-sheet">,
  { departmentId, version, edit }: { departmentId: string; version: number; edit: DepartmentEdit },
): Promise<UpdateDepartmentOutcome> {
  return inTransaction(ctx, async (tx) => {
    const held = await holdPermit(tx, permit);
    if (!held) return { kind: "not-permitted" };
    const { structureId, holder } = permit;
    const own = and(eq(departments.id, departmentId), eq(departments.structureId, structureId));
    const [current] = await tx.db.select().from(departments).where(own);
    if (!current) return { kind: "not-found" };
    if (current.version !== version) return { kind: "stale" };
    const values = {
      ...edit,
      commitmentNumberRequired:
        held.sector === "public" ? edit.commitmentNumberRequired : current.commitmentNumberRequired,
    };
    const fields = changedFields(current, values);
    if (fields.length === 0) return { kind: "saved", fields };
    await tx.db
      .update(departments)
      .set({ ...values, version: version + 1 })
      .where(own);
    const event = { actorId: holder.accountId, targetId: departmentId, facts: { structureId, fields } };
    const changes = changesOf(fields, current, values);
    await recordEvent(tx, { kind: "department-updated", ...event }, { changes });
    return { kind: "saved", fields };
  });
}
