import { type SQL, sql } from "drizzle-orm";
import { subscriptions } from "@/drizzle/schema/attachment";
import { dayInParis } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import { countUse, throttleKey } from "@/lib/platform/throttle";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";
import { takenFreely, type WorkspaceCode } from "@/lib/workspace/workspace";
import type { Access } from "./actor";
import { findManagers } from "./find-managers";
import { namedPerson } from "./named-person";
import { noteAct } from "./note-act";

/** What a person asks for: for one department, or with null for the whole structure. */
export interface SubscriptionRequest {
  workspaces: readonly WorkspaceCode[];
  access: Access;
  departmentId: string | null;
  comment: string | null;
}

/** One line of a request, once written. */
export interface NewSubscription {
  subscriptionId: string;
  workspace: WorkspaceCode;
}

const REQUESTS_A_DAY = 50;

/**
 * `granted`: usable at once; `waiting`: managers, or support where there is none, decide.
 * `too-many-requests`: nobody needs so many in a day, and each one writes to people (M-60).
 */
export type RequestSubscriptionOutcome =
  | { kind: "requested"; granted: NewSubscription[]; waiting: NewSubscription[]; queue: Queue | null }
  | { kind: "already-held" | "workspace-closed" | "no-department" | "structure-inactive" | "not-permitted" }
  | { kind: "too-many-requests" };

type Queue = "managers" | "administrators";

/**
 * A person asks for workspaces that the structure has opened and that he does not hold yet. What he holds
 * already is left as it is; the managers get one mail for the whole request (N-23).
 */
export async function requestSubscription(
  ctx: Context,
  permit: Permit<"request-subscription">,
  request: SubscriptionRequest,
): Promise<RequestSubscriptionOutcome> {
  const key = throttleKey("subscription-request", permit.holder.accountId);
  const use = await countUse(ctx, [{ key, limit: REQUESTS_A_DAY, window: 24 * 3600 }]);
  if (use.kind === "closed") return { kind: "too-many-requests" };
  return inTransaction(ctx, async (tx) => {
    const held = await holdPermit(tx, permit);
    if (!held) return { kind: "not-permitted" };
    if (held.status !== "active") return { kind: "structure-inactive" };
    const { isOpen, hasDepartment } = await readPreconditions(tx, permit.structureId, request);
    if (!isOpen) return { kind: "workspace-closed" };
    if (!hasDepartment) return { kind: "no-department" };

    const needsNobody = (workspace: WorkspaceCode) => held.capacity !== "member" || takenFreely.includes(workspace);
    const written = await write(tx, permit, { request, needsNobody });
    if (written.length === 0) return { kind: "already-held" };
    const granted = written.filter(({ workspace }) => needsNobody(workspace));
    const waiting = written.filter(({ workspace }) => !needsNobody(workspace));
    const queue = await tell(tx, permit, { request, granted, waiting });
    return { kind: "requested", granted, waiting, queue };
  });
}

/** Whether everything asked for is open, and the department is one that serves today. */
async function readPreconditions(
  tx: Context,
  structureId: string,
  { workspaces, departmentId }: SubscriptionRequest,
): Promise<{ isOpen: boolean; hasDepartment: boolean }> {
  const wanted = [...new Set(workspaces)];
  const today = dayInParis(tx.now());
  const serves: SQL =
    departmentId === null
      ? sql`true`
      : sql`exists (
          select from departments where id = ${departmentId} and structure_id = ${structureId}
            and valid_from <= ${today}::date and (valid_until is null or valid_until >= ${today}::date)
        )`;
  const { rows } = await tx.db.execute<{ open: string; hasDepartment: boolean }>(sql`
    select ${serves} as "hasDepartment", (
      select count(*) from open_workspaces where structure_id = ${structureId}
        and workspace = any(string_to_array(${wanted.join(",")}, ',')::workspace_code[])
    ) as open`);
  return { isOpen: Number(rows[0]?.open) === wanted.length, hasDepartment: rows[0]?.hasDepartment === true };
}

async function write(
  tx: Context,
  { structureId, holder }: Permit,
  { request, needsNobody }: { request: SubscriptionRequest; needsNobody: (workspace: WorkspaceCode) => boolean },
): Promise<NewSubscription[]> {
  const { workspaces, access, departmentId, comment } = request;
  const now = tx.now();
  const rows = [...new Set(workspaces)].map((workspace) => {
    const active = needsNobody(workspace);
    return {
      id: tx.id(),
      accountId: holder.accountId,
      structureId,
      departmentId,
      workspace,
      access,
      comment,
      status: active ? ("active" as const) : ("pending" as const),
      requestedAt: now,
      decidedAt: active ? now : null,
    };
  });
  return tx.db
    .insert(subscriptions)
    .values(rows)
    .onConflictDoNothing()
    .returning({ subscriptionId: subscriptions.id, workspace: subscriptions.workspace });
}

/** N-23, feed, history and audit. Nobody is written to about what needs no decision. */
async function tell(
  tx: Context,
  { structureId, holder }: Permit,
  {
    request: { departmentId },
    granted,
    waiting,
  }: { request: SubscriptionRequest; granted: NewSubscription[]; waiting: NewSubscription[] },
): Promise<Queue | null> {
  const managers = waiting.length > 0 ? await findManagers(tx, structureId) : [];
  const queue = waiting.length === 0 ? null : managers.length > 0 ? "managers" : "administrators";
  const support = { contactEmail: tx.env.SUPPORT_EMAIL, language: "fr" as const };
  const told = queue === "administrators" ? [support] : managers;
  const { accountId } = holder;
  const person = namedPerson(holder);
  const actOf = ({ subscriptionId, workspace }: NewSubscription) => ({
    structureId,
    actorId: accountId,
    subjectId: accountId,
    targetId: subscriptionId,
    workspace,
  });
  const subscriptionIds = waiting.map(({ subscriptionId }) => subscriptionId);

  await noteAct(tx, {
    audit: [
      ...waiting.map(({ subscriptionId, workspace }) => ({
        kind: "subscription-requested" as const,
        actorId: accountId,
        targetId: subscriptionId,
        facts: { structureId, workspace, departmentId },
      })),
      ...(granted.length > 0
        ? [
            {
              kind: "subscription-opened" as const,
              actorId: accountId,
              targetId: accountId,
              facts: { structureId, workspaces: granted.map(({ workspace }) => workspace) },
            },
          ]
        : []),
    ],
    history: [
      ...waiting.map((line) => ({ ...actOf(line), kind: "subscription-requested" as const })),
      ...granted.map((line) => ({ ...actOf(line), kind: "subscription-approved" as const })),
    ],
    feed: [
      ...granted.map(({ workspace }) => ({
        accountId,
        structureId,
        departmentId,
        workspace,
        kind: "subscription-approved" as const,
      })),
      ...waiting.flatMap(({ workspace }) => [
        { accountId, structureId, departmentId, workspace, kind: "subscription-requested" as const },
        ...managers.map((manager) => ({
          accountId: manager.accountId,
          structureId,
          departmentId,
          workspace,
          ...person,
          kind: "subscription-requested-by" as const,
        })),
      ]),
    ],
    mails: told.map(({ contactEmail, language }) => ({
      message: { kind: "subscriptions-requested", subscriptionIds },
      recipient: contactEmail,
      language,
      event: `subscriptions-requested:${subscriptionIds[0]}`,
    })),
  });
  return queue;
}
