import { and, eq, inArray, type SQLWrapper, sql } from "drizzle-orm";
import { attachmentDepartments, subscriptions } from "@/drizzle/schema/attachment";
import type { Context } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import type { Access } from "./actor";
import type { HeldMember } from "./hold-member";
import type { Act } from "./note-act";
import type { PermissionChange } from "./permissions";

type Granted = PermissionChange["approve"][number] & { from?: Access };

/** Whose permissions change, in which structure, by whom, and how. */
export interface PermissionWriting {
  structureId: string;
  deciderId: string;
  member: HeldMember;
  change: PermissionChange;
}

/**
 * Writes a change of permissions in one round trip. Returns what must be told of it: one mail for what the person may
 * use now and one for what has ended (N-16), and a line for each in the trail, the history and the feed.
 */
export async function writePermissions(tx: Context, writing: PermissionWriting): Promise<Act> {
  const { structureId, deciderId, member, change } = writing;
  const now = tx.now();
  const opened = change.open.map((line) => ({ id: tx.id(), ...line }));
  const writes: SQLWrapper[] = [...departmentWrites(tx, writing)];
  if (opened.length > 0) {
    const line = { accountId: member.accountId, structureId, status: "active" as const };
    const decision = { requestedAt: now, decidedAt: now, decidedBy: deciderId };
    writes.push(tx.db.insert(subscriptions).values(opened.map((one) => ({ ...one, ...line, ...decision }))));
  }
  for (const access of ["read", "write"] as const) {
    const approved = idsOf(change.approve, access);
    const granted = { access, status: "active" as const, decidedAt: now, decidedBy: deciderId };
    if (approved.length > 0) {
      writes.push(tx.db.update(subscriptions).set(granted).where(stillIn("pending", approved)));
    }
    const altered = idsOf(change.alter, access);
    if (altered.length > 0) {
      writes.push(tx.db.update(subscriptions).set({ access }).where(stillIn("active", altered)));
    }
  }
  const ended = change.end.map(({ id }) => id);
  if (ended.length > 0) {
    const over = { status: "ended" as const, endedAt: now };
    writes.push(tx.db.update(subscriptions).set(over).where(stillIn("active", ended)));
  }
  if (writes.length > 0) await inOneTrip(tx, writes);
  return toldOf(tx, writing, opened);
}

/** What has been cancelled or has ended never comes back, whoever was faster (R-704, SEC-66). */
function stillIn(status: "pending" | "active", ids: string[]) {
  return and(inArray(subscriptions.id, ids), eq(subscriptions.status, status));
}

function idsOf(lines: { id: string; access: Access }[], access: Access): string[] {
  return lines.filter((line) => line.access === access).map(({ id }) => id);
}

function departmentWrites(tx: Context, { member: { attachmentId }, change }: PermissionWriting): SQLWrapper[] {
  const now = tx.now();
  const writes: SQLWrapper[] = [];
  if (change.addDepartments.length > 0) {
    const line = { attachmentId, status: "approved" as const, requestedAt: now, decidedAt: now };
    writes.push(
      tx.db
        .insert(attachmentDepartments)
        .values(change.addDepartments.map((departmentId) => ({ ...line, departmentId })))
        // Asked for or refused before: the request was made when it was made.
        .onConflictDoUpdate({
          target: [attachmentDepartments.attachmentId, attachmentDepartments.departmentId],
          set: { status: sql`excluded.status`, decidedAt: sql`excluded.decided_at` },
        }),
    );
  }
  if (change.removeDepartments.length > 0) {
    writes.push(
      tx.db
        .delete(attachmentDepartments)
        .where(
          and(
            eq(attachmentDepartments.attachmentId, attachmentId),
            inArray(attachmentDepartments.departmentId, change.removeDepartments),
          ),
        ),
    );
  }
  return writes;
}

function toldOf(
  tx: Context,
  { structureId, deciderId, member, change }: PermissionWriting,
  opened: { id: string; workspace: PermissionChange["open"][number]["workspace"]; access: Access }[],
): Act {
  const { accountId, attachmentId, accountStatus, contactEmail, language } = member;
  const granted: Granted[] = [...opened, ...change.approve, ...change.alter];
  const told = { accountId, structureId };
  const line = { structureId, actorId: deciderId, subjectId: accountId };
  const mail = (decision: "approved" | "ended", lines: { id: string }[]) =>
    // Nobody writes to an account that is closed.
    lines.length === 0 || accountStatus !== "active"
      ? []
      : [
          {
            message: {
              kind: "subscriptions-decided" as const,
              subscriptionIds: lines.map(({ id }) => id),
              decision,
              deciderId,
            },
            recipient: contactEmail,
            language,
            event: `subscriptions-decided:${attachmentId}:${decision}:${tx.id()}`,
          },
        ];
  return {
    audit: [
      ...granted.map(({ id, ...grant }) => ({
        kind: "subscription-approved" as const,
        actorId: deciderId,
        targetId: id,
        facts: { structureId, workspace: grant.workspace, access: grant.access, ...modeBefore(grant) },
      })),
      ...change.end.map(({ id, workspace }) => ({
        kind: "subscription-ended" as const,
        actorId: deciderId,
        targetId: id,
        facts: { structureId, workspace, cause: "manager" },
      })),
    ],
    history: [
      ...[...opened, ...change.approve].map(({ id, workspace }) => ({
        ...line,
        kind: "subscription-approved" as const,
        targetId: id,
        workspace,
      })),
      ...change.end.map(({ id, workspace }) => ({
        ...line,
        kind: "subscription-ended" as const,
        targetId: id,
        workspace,
      })),
    ],
    // The feed tells of workspaces, however many departments they are used for.
    feed: [
      ...workspacesOf(granted).map((workspace) => ({ ...told, kind: "subscription-approved" as const, workspace })),
      ...workspacesOf(change.end).map((workspace) => ({ ...told, kind: "subscription-ended" as const, workspace })),
    ],
    mails: [...mail("approved", granted), ...mail("ended", change.end)],
  };
}

/** Of a use that was there already: in which mode (R-1201). */
function modeBefore(grant: { from?: Access }) {
  return grant.from ? { from: grant.from } : {};
}

function workspacesOf<Code>(lines: { workspace: Code }[]): Code[] {
  return [...new Set(lines.map(({ workspace }) => workspace))];
}
