import { eq } from "drizzle-orm";
import { operations } from "@/drizzle/schema/operation";
import type { Actor } from "@/lib/attachment/actor";
import { findInvitationImport } from "@/lib/invitation/find-invitation-import";
import { readInvitationFile } from "@/lib/invitation/invitation-file";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { rowOf } from "./kinds/invite";
import { holdStarts, startOperation } from "./start-operation";

/** `too-many`: the person has so many under way already; the file stays, and can be confirmed later. */
export type ConfirmInvitationFileOutcome =
  | { kind: "started"; operationId: string; total: number }
  | { kind: "too-many" }
  | { kind: "gone" }
  | { kind: "nothing-valid"; refused: number };

/**
 * Makes an operation of the lines of a kept file that are valid at this moment: what was valid when it was shown is judged
 * again, as the structure is now (SEC-67). The file goes when its operation is there, and not before (R-1404).
 */
export async function confirmInvitationFile(
  ctx: Context,
  actor: Actor,
  { permit, fileId, returnPath }: { permit: Permit<"manage-members">; fileId: string; returnPath: string },
): Promise<ConfirmInvitationFileOutcome> {
  return inTransaction(ctx, async (tx) => {
    // Before the file is read: sent twice, the second finds nothing.
    await holdStarts(tx, actor);
    const { text, ...choices } = await findInvitationImport(tx, permit, { fileId });
    if (text === null) return { kind: "gone" };
    const file = readInvitationFile(text, choices);
    const lines = file.kind === "read" ? file.lines : [];
    const rows = lines.flatMap(({ verdict }) => (verdict.kind === "valid" ? rowOf(verdict.invitation) : []));
    if (rows.length === 0) return { kind: "nothing-valid", refused: lines.length };
    const request = { structureId: permit.structureId };
    const { kind, operationId } = await startOperation(tx, actor, { kind: "invite", request, rows, returnPath });
    if (kind === "too-many") return { kind };
    await tx.db.delete(operations).where(eq(operations.id, fileId));
    return { kind: "started", operationId, total: rows.length };
  });
}
