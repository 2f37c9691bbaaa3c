import { sql } from "drizzle-orm";
import type { Language } from "@/lib/i18n/language";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Access } from "./actor";
import { noteAct } from "./note-act";

/** What a manager says to a request for a workspace. */
export type SubscriptionDecision =
  | { kind: "approved"; subscriptionId: string }
  | { kind: "refused"; subscriptionId: string; reason: string };

/**
 * `requester-inactive`: he could not use it (SEC-67); `workspace-closed`: the structure has it no more;
 * `department-closed`: it opens nothing in a service that has ended.
 */
export type DecideSubscriptionOutcome = {
  kind:
    | "decided"
    | "already-decided"
    | "not-found"
    | "not-permitted"
    | "structure-inactive"
    | "requester-inactive"
    | "own-request"
    | "workspace-closed"
    | "department-closed";
};

/** Decides a request once and for all, if nothing has changed since it was shown, and tells its owner (SEC-66, N-16). */
export async function decideSubscription(
  tx: Context,
  permit: Permit<"decide-requests">,
  decision: SubscriptionDecision,
): Promise<DecideSubscriptionOutcome> {
  const held = await holdPermit(tx, permit);
  if (!held) return { kind: "not-permitted" };
  if (held.status !== "active") return { kind: "structure-inactive" };
  const request = await tryToDecide(tx, permit, decision);
  if (!request) return { kind: "not-found" };
  if (!request.decided) return { kind: whyNot(request, permit) };

  const { accountId, departmentId, workspace, access, contactEmail, language } = request;
  const { structureId, holder } = permit;
  const { subscriptionId } = decision;
  const act = `subscription-${decision.kind}` as const;
  const about = { actorId: holder.accountId, targetId: subscriptionId };
  await noteAct(tx, {
    audit: [
      decision.kind === "approved"
        ? { ...about, kind: "subscription-approved", facts: { structureId, workspace, access } }
        : { ...about, kind: "subscription-refused", facts: { structureId, workspace } },
    ],
    history: [
      {
        ...about,
        structureId,
        kind: act,
        subjectId: accountId,
        workspace,
        reason: decision.kind === "refused" ? decision.reason : null,
      },
    ],
    feed: [{ accountId, structureId, kind: act, departmentId, workspace }],
    mails: [
      {
        message: {
          kind: "subscriptions-decided",
          subscriptionIds: [subscriptionId],
          decision: decision.kind,
          deciderId: holder.accountId,
        },
        recipient: contactEmail,
        language,
        event: `subscriptions-decided:${subscriptionId}:${decision.kind}`,
      },
    ],
  });
  return { kind: "decided" };
}

/** The request as it stood, and whether it is decided now: the checks and the change are one statement. */
async function tryToDecide(
  tx: Context,
  { structureId, holder }: Permit,
  decision: SubscriptionDecision,
): Promise<Request | undefined> {
  const isApproval = decision.kind === "approved";
  // Whoever may not use a workspace is refused it all the same: the request must not wait for ever.
  const usable = isApproval ? sql`and request.is_attached and request.is_open and not request.is_over` : sql``;
  const { rows } = await tx.db.execute<Request>(sql`
    with request as (
      select subscription.id, subscription.account_id, subscription.department_id, subscription.workspace,
        subscription.access, subscription.status, account.contact_email, account.language,
        account.status = 'active' as is_active,
        exists (
          select from attachments own where own.account_id = subscription.account_id
            and own.structure_id = subscription.structure_id and own.status = 'approved'
        ) as is_attached,
        exists (
          select from open_workspaces opened
          where opened.structure_id = subscription.structure_id and opened.workspace = subscription.workspace
        ) as is_open,
        exists (
          select from departments department
          where department.id = subscription.department_id and department.valid_until < ${dayInParis(tx.now())}::date
        ) as is_over
      from subscriptions subscription join accounts account on account.id = subscription.account_id
      where subscription.id = ${decision.subscriptionId} and subscription.structure_id = ${structureId}
    ), decided as (
      update subscriptions set status = ${isApproval ? "active" : "refused"}, decided_at = ${tx.now().toISOString()}::timestamptz,
        decided_by = ${holder.accountId}, refusal_reason = ${isApproval ? null : decision.reason}
      from request
      where subscriptions.id = request.id and subscriptions.status = 'pending'
        and request.account_id <> ${holder.accountId} and request.is_active ${usable}
      returning subscriptions.id
    )
    select account_id as "accountId", department_id as "departmentId", workspace, access, status,
      contact_email as "contactEmail", language, is_active as "isActive", is_attached as "isAttached",
      is_open as "isOpen", is_over as "isOver", exists (select from decided) as decided
    from request`);
  return rows[0];
}

function whyNot(request: Request, { holder }: Permit): DecideSubscriptionOutcome["kind"] {
  if (request.status !== "pending") return "already-decided";
  if (request.accountId === holder.accountId) return "own-request";
  if (!request.isActive || !request.isAttached) return "requester-inactive";
  if (!request.isOpen) return "workspace-closed";
  // Else cancelled by its owner while we were asking.
  return request.isOver ? "department-closed" : "already-decided";
}

type Request = {
  accountId: string;
  departmentId: string | null;
  workspace: WorkspaceCode;
  access: Access;
  status: string;
  contactEmail: string;
  language: Language;
  isActive: boolean;
  isAttached: boolean;
  isOpen: boolean;
  /** Its department has ended. */
  isOver: boolean;
  decided: boolean;
};
