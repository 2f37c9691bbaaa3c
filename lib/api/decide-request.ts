import { sql } from "drizzle-orm";
import type { AttachmentApproval } from "@/lib/attachment/approval";
import { approveAttachment } from "@/lib/attachment/approve-attachment";
import { approveSubscription } from "@/lib/attachment/approve-subscription";
import { refuseAttachment } from "@/lib/attachment/refuse-attachment";
import { refuseSubscription } from "@/lib/attachment/refuse-subscription";
import { recordEvent } from "@/lib/audit/record-event";
import type { Context } from "@/lib/platform/context";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";
import { type ApiCaller, permitForCaller } from "@/lib/technical-account/api-caller";
import { answerOnce } from "./answer-once";
import type { EndpointOutcome } from "./endpoint";
import type { ProblemKind } from "./problem";

/** What software decides on a request in its manager's name; `key`: its Idempotency-Key. */
export type RequestDecision = { id: string; key: string | null } & (
  | { of: "attachments"; decision: ({ decision: "approve" } & Omit<AttachmentApproval, "attachmentId">) | Refusal }
  | { of: "subscriptions"; decision: { decision: "approve" } | Refusal }
);
type Refusal = { decision: "refuse"; reason: string };

/** What became of it. */
export interface DecidedRequest {
  id: string;
  structureId: string;
  status: "approved" | "refused";
  decidedAt: string;
}

/**
 * Approves or refuses a request as its manager would, by the same commands (R-1012, R-906). The structure is read from
 * the request (SEC-62): one of another structure is as unknown as one that never was (SEC-61).
 */
export async function decideRequest(
  ctx: Context,
  caller: ApiCaller,
  request: RequestDecision,
): Promise<EndpointOutcome<DecidedRequest>> {
  if (caller.readOnly) return { kind: "problem", problem: "read-only" };
  const structureId = await findStructureOf(ctx, request);
  const permit = structureId === null ? null : permitForCaller(caller, structureId, "decide-requests");
  if (!permit) return { kind: "problem", problem: "not-found" };

  const { key, ...asked } = request;
  return answerOnce(ctx, caller, {
    key,
    request: asked,
    work: async (tx) => {
      if (!(await mayStillAct(tx, caller, permit))) return { kind: "problem", problem: "not-permitted" };
      const outcome = await carryOut(tx, permit, request);
      if (outcome !== "approved" && outcome !== "refused") return { kind: "problem", problem: outcome };
      await recordEvent(tx, {
        kind: "technical-account-acted",
        actorId: permit.holder.accountId,
        targetId: request.id,
        facts: { technicalAccountId: caller.technicalAccountId, operation: `${request.of}:${outcome}` },
      });
      const { id } = request;
      const body = { id, structureId: permit.structureId, status: outcome, decidedAt: tx.now().toISOString() };
      return { kind: "answer", body };
    },
  });
}

async function findStructureOf(ctx: Context, { of, id }: Pick<RequestDecision, "of" | "id">): Promise<string | null> {
  const table = of === "attachments" ? sql`attachments` : sql`subscriptions`;
  const { rows } = await ctx.db.execute<{ structureId: string }>(
    sql`select structure_id as "structureId" from ${table} where id = ${id}`,
  );
  return rows[0]?.structureId ?? null;
}

/**
 * Account, password and manager are read again as the decision is taken, and the account is held until it is (SEC-67,
 * SEC-82). The structure first: whoever deletes the account takes the two in this order as well. The password must be one
 * that this very manager made: with that of a former one nobody decides (SEC-64, SEC-68).
 */
async function mayStillAct(tx: Context, caller: ApiCaller, permit: Permit<"decide-requests">): Promise<boolean> {
  const held = await holdPermit(tx, permit);
  // A secondary manager decides as well, but has no technical account (R-1002).
  if (held?.capacity !== "primary-manager") return false;
  const { rows } = await tx.db.execute(sql`
    select from technical_accounts account
    join technical_secrets secret on secret.technical_account_id = account.id
    join structures home on home.id = account.structure_id and home.status = 'active'
    join attachments manager on manager.structure_id = home.id and manager.account_id = ${caller.actor.accountId}
      and manager.status = 'approved' and manager.role = 'primary-manager'
    where account.id = ${caller.technicalAccountId} and account.status = 'active' and not account.read_only
      and secret.id = ${caller.actor.sessionId} and secret.made_by = manager.account_id and secret.expires_at > ${tx.now().toISOString()}::timestamptz
      and (not account.is_restricted or exists (
        select from technical_account_structures listed
        where listed.technical_account_id = account.id and listed.structure_id = ${permit.structureId}
      ))
    for share of account`);
  return rows.length > 0;
}

/** The command of the screens; whatever it refuses is a problem of the same name. */
async function carryOut(
  tx: Context,
  permit: Permit<"decide-requests">,
  { id, ...request }: RequestDecision,
): Promise<"approved" | "refused" | ProblemKind> {
  if (request.of === "attachments") {
    const { decision } = request;
    if (decision.decision === "refuse") {
      return (await refuseAttachment(tx, permit, { attachmentId: id, reason: decision.reason })).kind;
    }
    const { role, departmentIds, workspaces } = decision;
    return (await approveAttachment(tx, permit, { attachmentId: id, role, departmentIds, workspaces })).kind;
  }
  const { decision } = request;
  if (decision.decision === "approve") return (await approveSubscription(tx, permit, { subscriptionId: id })).kind;
  return (await refuseSubscription(tx, permit, { subscriptionId: id, reason: decision.reason })).kind;
}
