import { and, eq, lte, sql } from "drizzle-orm";
import { invitations } from "@/drizzle/schema/attachment";
import type { Email } from "@/lib/account/email";
import { rolesToGive } from "@/lib/attachment/member";
import { noteAct } from "@/lib/attachment/note-act";
import type { Language } from "@/lib/i18n/language";
import { DAILY_MAILS_OF_ONE_KIND, mayStillWriteTo } from "@/lib/outbox/may-still-write-to";
import { dayInParis, inDays, toTheSecond } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";
import { countInvitation } from "./count-invitation";
import { INVITATION_LIFETIME_DAYS, type InvitedPermissions, type InvitedRole } from "./invitation";

/** What a manager offers, and to which address. */
export interface NewInvitation extends InvitedPermissions {
  email: Email;
  role: InvitedRole;
}

/** None of them says whether the address has an account, or whose it is (R-909, SEC-22). */
export type InviteOutcome =
  | { kind: "invited"; invitationId: string }
  | { kind: "already-invited" }
  | { kind: "not-permitted" }
  | { kind: "structure-inactive" }
  | { kind: "department-closed" }
  | { kind: "workspace-closed" }
  | { kind: "too-many-invitations" };

/**
 * A manager invites whoever owns an address; nobody is attached before that person accepts (R-909, N-18). What is done
 * and answered is the same whether the address is unknown, has an account or is attached already (SEC-22).
 */
export async function invite(
  ctx: Context,
  permit: Permit<"manage-members">,
  invitation: NewInvitation,
): Promise<InviteOutcome> {
  const counted = await countInvitation(ctx, permit);
  return counted.kind === "open" ? inviteCounted(ctx, permit, invitation) : counted;
}

/** The same for whoever counted it already, before a transaction that this is a part of (SEC-31). */
export async function inviteCounted(
  ctx: Context,
  permit: Permit<"manage-members">,
  invitation: NewInvitation,
): Promise<InviteOutcome> {
  return inTransaction(ctx, async (tx) => {
    // Before the structure, in the order of an activation: each would else wait for what the other holds (SEC-65).
    await holdAddress(tx, invitation.email);
    const held = await holdPermit(tx, permit);
    const roles = held ? rolesToGive(held.capacity, ctx.env.SECONDARY_MANAGERS === "on") : [];
    if (!held || !roles.includes(invitation.role)) return { kind: "not-permitted" };
    if (held.status !== "active") return { kind: "structure-inactive" };
    const offer = await findOffer(tx, permit, invitation);
    if (offer.closedDepartments > 0) return { kind: "department-closed" };
    if (offer.closedWorkspaces > 0) return { kind: "workspace-closed" };
    const limited = { recipient: invitation.email, kind: "invited-to-structure" } as const;
    const mayWrite = await mayStillWriteTo(tx, { ...limited, limit: DAILY_MAILS_OF_ONE_KIND });
    if (!mayWrite) return { kind: "too-many-invitations" };

    const invitationId = await write(tx, permit, invitation);
    if (!invitationId) return { kind: "already-invited" };
    await tell(tx, permit, { ...invitation, invitationId, language: offer.language });
    return { kind: "invited", invitationId };
  });
}

interface Offer {
  closedDepartments: number;
  closedWorkspaces: number;
  language: Language;
}

/** What of the offer is not the structure's to give today, and in which language the reader of that address reads. */
async function findOffer(
  tx: Context,
  { structureId, holder }: Permit,
  { email, departmentIds, workspaces }: NewInvitation,
): Promise<Offer> {
  const today = sql`${dayInParis(tx.now())}::date`;
  const { rows } = await tx.db.execute<{ departments: string; workspaces: string; language: Language }>(sql`
    select
      (
        select count(*) from json_array_elements_text(${JSON.stringify(departmentIds)}::json) asked (id)
        where not exists (
          select from departments where departments.id = asked.id::uuid and structure_id = ${structureId}
            and valid_from <= ${today} and (valid_until is null or valid_until >= ${today})
        )
      ) as departments,
      (
        select count(*) from json_to_recordset(${JSON.stringify(workspaces)}::json) as asked (workspace workspace_code)
        where not exists (
          select from open_workspaces open
          where open.workspace = asked.workspace and open.structure_id = ${structureId}
        )
      ) as workspaces,
      coalesce((select language from accounts where email = ${email}), ${holder.language}) as language`);
  const [row] = rows;
  return {
    closedDepartments: Number(row?.departments),
    closedWorkspaces: Number(row?.workspaces),
    language: row?.language ?? holder.language,
  };
}

/** The new invitation's id; null when one waits for an answer already. */
async function write(tx: Context, permit: Permit, invitation: NewInvitation): Promise<string | null> {
  const { structureId, holder } = permit;
  const { email, role, departmentIds, workspaces } = invitation;
  const now = tx.now();
  // One that nobody answered in time leaves its place to the new one.
  await tx.db
    .update(invitations)
    .set({ status: "expired" })
    .where(
      and(
        eq(invitations.structureId, structureId),
        eq(invitations.email, email),
        eq(invitations.status, "pending"),
        lte(invitations.expiresAt, now),
      ),
    );
  const [written] = await tx.db
    .insert(invitations)
    .values({
      id: tx.id(),
      structureId,
      email,
      role,
      permissions: {
        departmentIds: [...new Set(departmentIds)],
        workspaces: [...new Map(workspaces.map((grant) => [grant.workspace, grant])).values()],
      } satisfies InvitedPermissions,
      invitedBy: holder.accountId,
      invitedAt: now,
      sentAt: now,
      expiresAt: inDays(toTheSecond(now), INVITATION_LIFETIME_DAYS),
    })
    .onConflictDoNothing()
    .returning({ id: invitations.id });
  return written?.id ?? null;
}

async function tell(
  tx: Context,
  { structureId, holder }: Permit,
  { invitationId, email, role, language }: NewInvitation & { invitationId: string; language: Language },
): Promise<void> {
  const actorId = holder.accountId;
  await noteAct(tx, {
    audit: [{ kind: "invitation-sent", actorId, targetId: invitationId, facts: { structureId, role } }],
    history: [{ structureId, kind: "invitation-sent", actorId, targetId: invitationId }],
    mails: [
      {
        message: { kind: "invited-to-structure", invitationId },
        recipient: email,
        language,
        event: `invitation-sent:${invitationId}`,
      },
    ],
  });
  // R-1105, for whoever has an account; the statement is the same where nobody has one (SEC-22). To the inviter one line
  // an hour: a file of a thousand would push everything else out of his feed.
  const now = sql`${tx.now().toISOString()}::timestamptz`;
  await tx.db.execute(sql`
    insert into feed_events (id, account_id, structure_id, kind, person_name, person_id, happened_at)
    select ${tx.id()}::uuid, id, ${structureId}::uuid, 'invitation-received',
      ${`${holder.givenName} ${holder.familyName}`}, ${actorId}::uuid, ${now}
    from accounts where email = ${email}
    union all
    select ${tx.id()}::uuid, ${actorId}::uuid, ${structureId}::uuid, 'invitation-sent', null, null, ${now}
    where not exists (
      select from feed_events told
      where told.account_id = ${actorId} and told.structure_id = ${structureId} and told.kind = 'invitation-sent'
        and told.happened_at > ${now} - interval '1 hour'
    )`);
}
