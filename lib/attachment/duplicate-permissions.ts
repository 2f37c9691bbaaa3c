import { type Context, inTransaction } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { holdMember, readMember } from "./hold-member";
import { noteAct } from "./note-act";
import { changeToMatch, departmentFacts, givesMore, isNoChange } from "./permissions";
import { readPermissions } from "./read-permissions";
import { writePermissions } from "./write-permissions";

/** From whom to whom; both approved in the permit's structure. */
export interface Duplication {
  fromAttachmentId: string;
  toAttachmentId: string;
}

export type DuplicatePermissionsOutcome =
  | { kind: "done" }
  | { kind: "not-found" }
  | { kind: "not-permitted" }
  | { kind: "wrong-state" }
  | { kind: "structure-inactive" };

/**
 * "Dupliquer les droits": one person gets the departments, workspaces and modes of another. What he has beyond
 * them stays, and his role is never touched (SEC-64).
 */
export async function duplicatePermissions(
  ctx: Context,
  permit: Permit<"manage-members">,
  { fromAttachmentId, toAttachmentId }: Duplication,
): Promise<DuplicatePermissionsOutcome> {
  return inTransaction(ctx, async (tx) => {
    const held = await holdMember(tx, permit, toAttachmentId);
    if (held.kind !== "held") return held;
    const { member, structure } = held;
    const model = await readMember(tx, permit.structureId, fromAttachmentId);
    if (!model) return { kind: "not-found" };
    if (member.status !== "approved" || model.status !== "approved") return { kind: "wrong-state" };

    const wanted = await readPermissions(tx, fromAttachmentId);
    const change = changeToMatch(await readPermissions(tx, toAttachmentId), wanted);
    if (isNoChange(change)) return { kind: "done" };
    if (givesMore(change) && structure.status !== "active") return { kind: "structure-inactive" };

    const { structureId, holder } = permit;
    const told = await writePermissions(tx, { structureId, deciderId: holder.accountId, member, change });
    const event = { actorId: holder.accountId, targetId: toAttachmentId };
    told.audit.push({
      kind: "permissions-changed",
      ...event,
      facts: { structureId, duplicatedFrom: fromAttachmentId, ...departmentFacts(change) },
    });
    told.history.push({ ...event, structureId, kind: "permissions-duplicated", subjectId: member.accountId });
    await noteAct(tx, told);
    return { kind: "done" };
  });
}
