import { and, eq, not } from "drizzle-orm";
import { departments } from "@/drizzle/schema/structure";
import { changesOf } from "@/lib/audit/changes";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { departmentFields } from "./department";
import { departmentIsUsed } from "./find-department";
import { holdPermit } from "./hold-permit";
import type { Permit } from "./permit";

/** `in-use`: somebody is or was tied to it: an end date closes it instead. */
export type RemoveDepartmentOutcome =
  | { kind: "removed" }
  | { kind: "in-use" }
  | { kind: "not-found" }
  | { kind: "not-permitted" };

/** Deletes a department that nobody was ever tied to. */
export async function removeDepartment(
  ctx: Context,
  permit: Permit<"edit-sheet">,
  { departmentId }: { departmentId: string },
): Promise<RemoveDepartmentOutcome> {
  return inTransaction(ctx, async (tx) => {
    if (!(await holdPermit(tx, permit))) return { kind: "not-permitted" };
    const { structureId, holder } = permit;
    const own = and(eq(departments.id, departmentId), eq(departments.structureId, structureId));
    // Whoever asks for this department meanwhile waits for its row, and then finds none.
    const [locked] = await tx.db.select({ id: departments.id }).from(departments).where(own).for("update");
    if (!locked) return { kind: "not-found" };
    const [removed] = await tx.db
      .delete(departments)
      .where(and(own, not(departmentIsUsed())))
      .returning();
    if (!removed) return { kind: "in-use" };
    const facts = { structureId, code: removed.code };
    const event = { actorId: holder.accountId, targetId: departmentId, facts };
    await recordEvent(
      tx,
      { kind: "department-removed", ...event },
      { changes: changesOf(departmentFields, removed, {}) },
    );
    return { kind: "removed" };
  });
}
