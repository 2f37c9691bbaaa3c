import { sql } from "drizzle-orm";
import { originWrite } from "@/lib/audit/record-event";
import english from "@/lib/i18n/en/subscriptions.json";
import french from "@/lib/i18n/fr/subscriptions.json";
import type { Language } from "@/lib/i18n/language";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import { namedPerson } from "./named-person";
import { noteAct } from "./note-act";

/** `users`: how many people lost a subscription, active or asked for. */
export type CloseWorkspacesOutcome =
  | { kind: "closed"; workspaces: WorkspaceCode[]; users: number }
  | { kind: "not-open" | "not-permitted" };

/**
 * A manager closes workspaces of the structure: every subscription to them ends, what is still asked for is
 * refused, and each user gets one mail (N-16) and one line of the feed a workspace. However many people there are, the
 * statements are the same few: 5,000 subscriptions end together or not at all.
 */
export async function closeWorkspaces(
  ctx: Context,
  permit: Permit<"manage-workspaces">,
  { workspaces }: { workspaces: readonly WorkspaceCode[] },
): Promise<CloseWorkspacesOutcome> {
  return inTransaction(ctx, async (tx) => {
    if (!(await holdPermit(tx, permit))) return { kind: "not-permitted" };
    const { closed, people } = await close(tx, permit, workspaces);
    if (closed.length === 0) return { kind: "not-open" };
    await tellPeople(tx, permit, { closed, people });
    await noteClosing(tx, permit, { closed, people });
    return { kind: "closed", workspaces: closed, users: people.filter(({ lines }) => lines.length > 0).length };
  });
}

/** Someone concerned: a user, somebody who asked, or a manager who is told of it. */
interface Person {
  accountId: string;
  contactEmail: string;
  language: Language;
  isActive: boolean;
  isManager: boolean;
  lines: { id: string; workspace: WorkspaceCode; ended: boolean }[];
}

interface Closing {
  closed: WorkspaceCode[];
  people: Person[];
}

async function close(
  tx: Context,
  { structureId, holder }: Permit,
  workspaces: readonly WorkspaceCode[],
): Promise<Closing> {
  const now = tx.now().toISOString();
  const { rows } = await tx.db.execute<{ closed: WorkspaceCode[]; people: Person[] }>(sql`
    with closed as (
      delete from open_workspaces
      where structure_id = ${structureId}
        and workspace = any(string_to_array(${workspaces.join(",")}, ',')::workspace_code[])
      returning workspace
    ), touched as (
      update subscriptions set
        status = case when subscriptions.status = 'active' then 'ended' else 'refused' end::subscription_status,
        ended_at = case when subscriptions.status = 'active' then ${now}::timestamptz end,
        decided_at = case when subscriptions.status = 'active' then decided_at else ${now}::timestamptz end,
        decided_by = case when subscriptions.status = 'active' then decided_by else ${holder.accountId}::uuid end,
        refusal_reason = case when subscriptions.status = 'active' then null
          when (select language from accounts where id = subscriptions.account_id) = 'en' then ${english.closedReason}
          else ${french.closedReason} end
      from closed
      where subscriptions.structure_id = ${structureId} and subscriptions.workspace = closed.workspace
        and subscriptions.status in ('active', 'pending')
      returning subscriptions.id, subscriptions.account_id, subscriptions.workspace,
        subscriptions.status = 'ended' as ended
    ), lines as (
      select account_id, json_agg(json_build_object('id', id, 'workspace', workspace, 'ended', ended) order by id) as lines
      from touched group by account_id
    ), managers as (
      select account_id from attachments
      where structure_id = ${structureId} and status = 'approved' and role <> 'member'
    ), concerned as (
      select account_id from lines union select account_id from managers
    )
    select coalesce((select json_agg(workspace order by workspace) from closed), '[]') as closed, coalesce((
      select json_agg(json_build_object(
        'accountId', account.id, 'contactEmail', account.contact_email, 'language', account.language,
        'isActive', account.status = 'active', 'isManager', account.id in (select account_id from managers),
        'lines', coalesce(lines.lines, '[]')
      ))
      from concerned
      -- One by one by their key: the planner cannot know how few they are, and might read all accounts there are.
      cross join lateral (select * from accounts where id = concerned.account_id offset 0) account
      left join lines on lines.account_id = account.id
    ), '[]') as people`);
  return rows[0] ?? { closed: [], people: [] };
}

/** One statement for everybody: N-16, the lines of the feed, and the audit of each subscription (R-1201). */
async function tellPeople(tx: Context, { structureId, holder }: Permit, { closed, people }: Closing): Promise<void> {
  const now = tx.now().toISOString();
  const closing = tx.id();
  const mails = people.filter(({ isActive }) => isActive).flatMap(mailsTo);
  const feed = people.flatMap(({ accountId, isManager, lines }) => {
    const concerned = isManager ? closed : [...new Set(lines.map(({ workspace }) => workspace))];
    return concerned.map((workspace) => ({ id: tx.id(), accountId, workspace }));
  });
  const audit = people
    .flatMap(({ lines }) => lines)
    .map(({ id, workspace, ended }) => ({
      id: tx.id(),
      actorId: holder.accountId,
      targetId: id,
      kind: ended ? "subscription-ended" : "subscription-refused",
      facts: ended ? { structureId, workspace, cause: "workspace-closed" } : { structureId, workspace },
    }));
  const { personId, personName } = namedPerson(holder);
  await tx.db.execute(sql`
    with mails as (
      insert into outbox_messages (id, kind, event, recipient, language, message, due_at, created_at)
      select id, 'subscriptions-decided', event, recipient, language, message, ${now}::timestamptz, ${now}::timestamptz
      from json_to_recordset(${JSON.stringify(mails)}::json)
        as mail(id uuid, event text, recipient text, language language, message jsonb)
    ), feed as (
      insert into feed_events (id, account_id, structure_id, kind, workspace, person_name, person_id, happened_at)
      select id, "accountId", ${structureId}, 'workspace-closed', workspace, ${personName}, ${personId}::uuid,
        ${now}::timestamptz
      from json_to_recordset(${JSON.stringify(feed)}::json) as line(id uuid, "accountId" uuid, workspace workspace_code)
    ), audit as (
      insert into audit_events (id, at, kind, actor_id, target_id, facts)
      select id, ${now}::timestamptz, kind, "actorId", "targetId", facts
      from json_to_recordset(${JSON.stringify(audit)}::json)
        as event(id uuid, kind text, "actorId" uuid, "targetId" uuid, facts jsonb)
    ), origins as (${originWrite(tx, audit)})
    select 1`);

  /** One mail tells a person of everything that he used; what he only asked for was refused, which is another mail. */
  function mailsTo({ accountId, contactEmail, language, lines }: Person) {
    return (["ended", "refused"] as const).flatMap((decision) => {
      const told = lines.filter(({ ended }) => ended === (decision === "ended"));
      if (told.length === 0) return [];
      const subscriptionIds = told.map(({ id }) => id);
      return {
        id: tx.id(),
        // Two people may share one address: each gets his own.
        event: `subscriptions-decided:${closing}:${accountId}:${decision}`,
        recipient: contactEmail,
        language,
        message: { kind: "subscriptions-decided", subscriptionIds, decision, deciderId: holder.accountId },
      };
    });
  }
}

/** One line of history a workspace: five thousand would bury what else the managers did. */
async function noteClosing(tx: Context, { structureId, holder }: Permit, { closed, people }: Closing): Promise<void> {
  const actorId = holder.accountId;
  const lines = people.flatMap((person) => person.lines);
  await noteAct(tx, {
    audit: closed.map((workspace) => ({
      kind: "workspace-closed",
      actorId,
      targetId: structureId,
      facts: { workspace, subscriptions: lines.filter((line) => line.workspace === workspace).length },
    })),
    history: closed.map((workspace) => ({ structureId, kind: "workspace-closed", actorId, workspace })),
  });
}
