import { departments } from "@/drizzle/schema/structure";
import { changesOf } from "@/lib/audit/changes";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { type DepartmentEdit, departmentFields } from "./department";
import { holdPermit } from "./hold-permit";
import type { Permit } from "./permit";

/** A department as the form describes it. */
export interface NewDepartment extends DepartmentEdit {
  code: string;
}

/** `code-taken`: a code is unique in its structure. */
export type AddDepartmentOutcome =
  | { kind: "added"; departmentId: string }
  | { kind: "code-taken" }
  | { kind: "not-permitted" };

/** A structure gets one more department. Only a public body's can require a commitment number. */
export async function addDepartment(
  ctx: Context,
  permit: Permit<"edit-sheet">,
  department: NewDepartment,
): Promise<AddDepartmentOutcome> {
  return inTransaction(ctx, async (tx) => {
    const held = await holdPermit(tx, permit);
    if (!held) return { kind: "not-permitted" };
    const { structureId, holder } = permit;
    const commitmentNumberRequired = held.sector === "public" && department.commitmentNumberRequired;
    const values = { ...department, commitmentNumberRequired };
    const [added] = await tx.db
      .insert(departments)
      .values({ ...values, id: tx.id(), structureId })
      .onConflictDoNothing({ target: [departments.structureId, departments.code] })
      .returning({ id: departments.id });
    if (!added) return { kind: "code-taken" };
    const facts = { structureId, code: department.code };
    const event = { actorId: holder.accountId, targetId: added.id, facts };
    await recordEvent(tx, { kind: "department-added", ...event }, { changes: changesOf(departmentFields, {}, values) });
    return { kind: "added", departmentId: added.id };
  });
}
