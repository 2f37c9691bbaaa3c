import { sql } from "drizzle-orm";
import { attachmentDepartments, attachments } from "@/drizzle/schema/attachment";
import type { structureStatus } from "@/drizzle/schema/structure";
import { actsIn } from "@/lib/audit/acting-session";
import type { Context } from "@/lib/platform/context";
import { countDepartmentsInUse } from "@/lib/structure/count-departments-in-use";
import type { ManagerToTell } from "./find-managers";
import { noteAct } from "./note-act";

/** Who asks to act for which structure, in which departments; none: the default one. */
export interface AttachmentRequest {
  accountId: string;
  /** In which session he asks; left out: his account has only just been made. */
  sessionId?: string;
  fullName: string;
  structureId: string;
  departmentIds?: string[];
  comment?: string | null;
}

/** `administrators`: the structure has no manager, support decides. */
export type RequestAttachmentOutcome =
  | { kind: "requested"; attachmentId: string; queue: "managers" | "administrators" }
  | { kind: "already-attached" }
  | { kind: "structure-inactive" }
  | { kind: "unknown-department" };

/**
 * A person asks to be attached; the managers are told by mail and in their feed, and where there is none, support is
 * (R-853, R-857, N-12). In the caller's transaction.
 */
export async function requestAttachment(tx: Context, request: AttachmentRequest): Promise<RequestAttachmentOutcome> {
  const { accountId, structureId, comment = null } = request;
  const departmentIds = [...new Set(request.departmentIds)];
  const structure = await holdStructure(tx, request);
  if (structure?.status !== "active") return { kind: "structure-inactive" };
  if ((await countDepartmentsInUse(tx, { structureId, departmentIds })) < departmentIds.length) {
    return { kind: "unknown-department" };
  }

  const requestedAt = tx.now();
  const [pending] = await tx.db
    .insert(attachments)
    .values({ id: tx.id(), accountId, structureId, role: "member", status: "pending", comment, requestedAt })
    .onConflictDoNothing()
    .returning({ id: attachments.id });
  if (!pending) return { kind: "already-attached" };
  if (departmentIds.length > 0) {
    const lines = departmentIds.map((departmentId) => ({ departmentId, status: "pending" as const, requestedAt }));
    await tx.db.insert(attachmentDepartments).values(lines.map((line) => ({ attachmentId: pending.id, ...line })));
  }

  const queue = structure.managers.length > 0 ? "managers" : "administrators";
  await tell(tx, { request, attachmentId: pending.id, queue, managers: structure.managers });
  return { kind: "requested", attachmentId: pending.id, queue };
}

interface AskedStructure {
  status: (typeof structureStatus.enumValues)[number];
  managers: ManagerToTell[];
}

/** The structure, which nobody deactivates or leaves without a manager before the request is written (M-26, R-857). */
async function holdStructure(
  tx: Context,
  { structureId, sessionId }: AttachmentRequest,
): Promise<AskedStructure | null> {
  const acting = sessionId === undefined ? sql`null` : actsIn(sessionId);
  // The lock stands in a statement of its own: the next one then sees what those before us have done.
  await tx.db.execute(sql`select ${acting} from structures where id = ${structureId} for share`);
  const { rows } = await tx.db.execute<{ [Key in keyof AskedStructure]: AskedStructure[Key] }>(sql`
    select structure.status, coalesce((
      select json_agg(json_build_object(
        'accountId', manager.id, 'contactEmail', manager.contact_email, 'language', manager.language))
      from attachments own join accounts manager on manager.id = own.account_id
      where own.structure_id = structure.id and own.status = 'approved' and own.role <> 'member'
        and manager.status = 'active'
    ), '[]') as managers
    from structures structure where structure.id = ${structureId}`);
  return rows[0] ?? null;
}

async function tell(
  tx: Context,
  {
    request: { accountId, fullName, structureId },
    attachmentId,
    queue,
    managers,
  }: {
    request: AttachmentRequest;
    attachmentId: string;
    queue: "managers" | "administrators";
    managers: ManagerToTell[];
  },
): Promise<void> {
  const support = { contactEmail: tx.env.SUPPORT_EMAIL, language: "fr" as const };
  const told = queue === "managers" ? managers : [support];
  await noteAct(tx, {
    audit: [
      { kind: "attachment-requested", actorId: accountId, targetId: attachmentId, facts: { structureId, queue } },
    ],
    history: [
      { structureId, kind: "attachment-requested", actorId: accountId, subjectId: accountId, targetId: attachmentId },
    ],
    feed: [
      { accountId, structureId, kind: "attachment-requested" },
      ...managers.map((manager) => ({
        accountId: manager.accountId,
        structureId,
        kind: "attachment-requested-by" as const,
        personId: accountId,
        personName: fullName,
      })),
    ],
    mails: told.map(({ contactEmail, language }) => ({
      message: { kind: "attachment-requested", attachmentId },
      recipient: contactEmail,
      language,
      event: `attachment-requested:${attachmentId}`,
    })),
  });
}
