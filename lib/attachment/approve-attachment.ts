import { and, eq, inArray } from "drizzle-orm";
import { attachmentDepartments, attachments, subscriptions } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { type Context, inTransaction } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";
import type { Role } from "@/lib/structure/rights";
import {
  type AttachmentApproval,
  type DepartmentAnswers,
  grantsOf,
  mayGive,
  sortDepartments,
  type WorkspaceGrant,
} from "./approval";
import { type HeldRequest, holdRequest } from "./hold-request";
import { noteAct } from "./note-act";

export type ApproveAttachmentOutcome =
  | { kind: "approved" }
  | { kind: "already-decided" }
  | { kind: "not-found" }
  | { kind: "not-permitted" }
  | { kind: "structure-inactive" }
  | { kind: "requester-inactive" }
  | { kind: "own-request" }
  | { kind: "no-department" };

/** A manager lets a person act for the structure; everything is checked once more as it is decided (R-906, SEC-67). */
export async function approveAttachment(
  ctx: Context,
  permit: Permit<"decide-requests">,
  approval: AttachmentApproval,
): Promise<ApproveAttachmentOutcome> {
  const { structureId, holder } = permit;
  const { attachmentId, role } = approval;
  return inTransaction(ctx, async (tx) => {
    const held = await holdPermit(tx, permit);
    if (!held) return { kind: "not-permitted" };
    const request = await holdRequest(tx, { structureId, attachmentId });
    if (!request) return { kind: "not-found" };
    if (request.status !== "pending") return { kind: "already-decided" };
    if (request.requester.accountId === holder.accountId) return { kind: "own-request" };
    const hasSecondaryManagers = tx.env.SECONDARY_MANAGERS === "on";
    if (!mayGive(role, { capacity: held.capacity, hasSecondaryManagers })) return { kind: "not-permitted" };
    if (held.status !== "active") return { kind: "structure-inactive" };
    if (request.requester.status !== "active") return { kind: "requester-inactive" };
    const departments = sortDepartments(request.askedDepartments, approval.departmentIds);
    if (request.askedDepartments.length > 0 && departments.approved.length === 0) return { kind: "no-department" };

    const grants = grantsOf(request.openWorkspaces, approval);
    await write(tx, { structureId, deciderId: holder.accountId, request, role, departments, grants });
    await tell(tx, { structureId, deciderId: holder.accountId, request, role, departments, grants });
    return { kind: "approved" };
  });
}

interface Decision {
  structureId: string;
  deciderId: string;
  request: HeldRequest;
  role: Role;
  departments: DepartmentAnswers;
  grants: WorkspaceGrant[];
}

async function write(tx: Context, { structureId, deciderId, request, role, departments, grants }: Decision) {
  const { attachmentId, requester } = request;
  const decidedAt = tx.now();
  const changes = [
    tx.db
      .update(attachments)
      .set({ status: "approved", role, decidedAt, decidedBy: deciderId })
      .where(eq(attachments.id, attachmentId)),
    ...(["approved", "refused"] as const)
      .filter((status) => departments[status].length > 0)
      .map((status) =>
        tx.db
          .update(attachmentDepartments)
          .set({ status, decidedAt })
          .where(
            and(
              eq(attachmentDepartments.attachmentId, attachmentId),
              inArray(attachmentDepartments.departmentId, departments[status]),
            ),
          ),
      ),
  ];
  const filled = tx.db.update(structures).set({ managerVacantSince: null }).where(eq(structures.id, structureId));
  const opened = grants.map((grant) => ({
    id: tx.id(),
    accountId: requester.accountId,
    structureId,
    ...grant,
    status: "active" as const,
    requestedAt: decidedAt,
    decidedAt,
    decidedBy: deciderId,
  }));
  await inOneTrip(tx, [
    ...changes,
    ...(role === "primary-manager" ? [filled] : []),
    ...(opened.length > 0 ? [tx.db.insert(subscriptions).values(opened).onConflictDoNothing()] : []),
  ]);
}

async function tell(tx: Context, { structureId, deciderId, request, role, departments, grants }: Decision) {
  const { attachmentId, requester, managerIds } = request;
  const { accountId, fullName, contactEmail, language } = requester;
  await noteAct(tx, {
    audit: [
      {
        kind: "attachment-approved",
        actorId: deciderId,
        targetId: attachmentId,
        facts: {
          structureId,
          role,
          approvedDepartments: departments.approved,
          refusedDepartments: departments.refused,
          workspaces: grants.map(({ workspace }) => workspace),
        },
      },
    ],
    history: [
      { structureId, kind: "attachment-approved", actorId: deciderId, subjectId: accountId, targetId: attachmentId },
    ],
    feed: [
      { accountId, structureId, kind: "attachment-approved" },
      ...managerIds.map((id) => ({
        accountId: id,
        structureId,
        kind: "attachment-approved-of" as const,
        personId: accountId,
        personName: fullName,
      })),
    ],
    mails: [
      {
        message: { kind: "attachment-decided", attachmentId, decision: "approved", deciderId },
        recipient: contactEmail,
        language,
        event: `attachment-decided:${attachmentId}:approved`,
      },
    ],
  });
}
