import { eq } from "drizzle-orm";
import { attachments } from "@/drizzle/schema/attachment";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { type Capacity, mayAs, type Role } from "@/lib/structure/rights";
import type { WorkspaceGrant } from "./approval";
import { type HeldMember, holdMember } from "./hold-member";
import { rolesToGive } from "./member";
import { namedPerson } from "./named-person";
import { type Act, noteAct } from "./note-act";
import { changeTo, departmentFacts, givesMore, isNoChange, withRequests } from "./permissions";
import { readPermissions } from "./read-permissions";
import { writePermissions } from "./write-permissions";

/** What a person shall be and may use from now on, whole: what is not in it ends. */
export interface MemberChange {
  attachmentId: string;
  role: Role;
  departmentIds: string[];
  workspaces: WorkspaceGrant[];
}

/** `no-department`: one is not of this structure, or closed; `workspace-closed`: one is not open on it. */
export type ChangeMemberOutcome =
  | { kind: "done" }
  | { kind: "not-found" }
  | { kind: "not-permitted" }
  | { kind: "wrong-state" }
  | { kind: "structure-inactive" }
  | { kind: "no-department" }
  | { kind: "workspace-closed" };

/** A manager changes the role, the departments, the workspaces and the modes of a person ("edit rights", R-830). */
export async function changeMember(
  ctx: Context,
  permit: Permit<"manage-members">,
  wanted: MemberChange,
): Promise<ChangeMemberOutcome> {
  return inTransaction(ctx, async (tx) => {
    const held = await holdMember(tx, permit, wanted.attachmentId);
    if (held.kind !== "held") return held;
    const { member, structure } = held;
    if (member.status !== "approved") return { kind: "wrong-state" };
    if (!mayGive(tx, structure.capacity, { from: member.role, to: wanted.role })) return { kind: "not-permitted" };

    const current = await readPermissions(tx, wanted.attachmentId);
    const known = new Set([...current.openDepartments, ...current.departmentIds]);
    if (!wanted.departmentIds.every((id) => known.has(id))) return { kind: "no-department" };
    if (!wanted.workspaces.every(({ workspace }) => current.openWorkspaces.includes(workspace))) {
      return { kind: "workspace-closed" };
    }
    const asked = changeTo(current, wanted);
    const change = wanted.role === "member" ? asked : withRequests(asked, current);
    if (givesMore(change) && structure.status !== "active") return { kind: "structure-inactive" };

    const { structureId, holder } = permit;
    const deciderId = holder.accountId;
    const told = await writePermissions(tx, { structureId, deciderId, member, change });
    const event = { actorId: deciderId, targetId: member.attachmentId };
    if (!isNoChange(change)) {
      told.audit.push({ kind: "permissions-changed", ...event, facts: { structureId, ...departmentFacts(change) } });
      told.history.push({ ...event, structureId, kind: "permissions-changed", subjectId: member.accountId });
    }
    if (wanted.role !== member.role) await changeRole(tx, permit, { member, role: wanted.role, told });
    await noteAct(tx, told);
    return { kind: "done" };
  });
}

/** Secondary managers are made and unmade by the primary one alone, and not at all where there are none (C-17, SEC-71). */
function mayGive({ env }: Context, capacity: Capacity, { from, to }: { from: Role; to: Role }): boolean {
  const hasSecondaryManagers = env.SECONDARY_MANAGERS === "on";
  if (from === to) return to !== "secondary-manager" || hasSecondaryManagers;
  if (!mayAs(capacity, "manage-secondary-managers")) return false;
  return rolesToGive(capacity, hasSecondaryManagers).some((role) => role === to);
}

async function changeRole(
  tx: Context,
  permit: Permit,
  { member, role, told }: { member: HeldMember; role: Role; told: Act },
): Promise<void> {
  const { attachmentId, accountId, accountStatus, contactEmail, language } = member;
  const { structureId, holder } = permit;
  const deciderId = holder.accountId;
  await tx.db.update(attachments).set({ role }).where(eq(attachments.id, attachmentId));
  const event = { actorId: deciderId, targetId: attachmentId };
  told.audit.push({ kind: "role-changed", ...event, facts: { structureId, from: member.role, to: role } });
  told.history.push({ ...event, structureId, kind: "role-changed", subjectId: accountId });
  told.feed.push({ accountId, structureId, kind: "role-changed", ...namedPerson(holder) });
  // Nobody writes to an account that is closed.
  if (accountStatus !== "active") return;
  told.mails.push({
    message: { kind: "attachment-decided", attachmentId, decision: "role-changed", deciderId },
    recipient: contactEmail,
    language,
    event: `attachment-decided:${attachmentId}:role-changed:${tx.id()}`,
  });
}
