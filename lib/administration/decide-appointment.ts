import { and, eq, inArray, ne, or, sql } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { appointments, attachmentDepartments, attachments, subscriptions } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { grantsOf } from "@/lib/attachment/approval";
import { type HeldMember, readMember } from "@/lib/attachment/hold-member";
import { type Act, noteAct } from "@/lib/attachment/note-act";
import { noChange, withRequests } from "@/lib/attachment/permissions";
import { type HeldPermissions, readPermissions } from "@/lib/attachment/read-permissions";
import { writePermissions } from "@/lib/attachment/write-permissions";
import { recordEvent } from "@/lib/audit/record-event";
import type { NewMessage } from "@/lib/outbox/enqueue";
import { type Context, inTransaction } from "@/lib/platform/context";
import { isFitToManage } from "./fit-to-manage";
import { holdSupport, noteSupportAct, type SupportAct } from "./support-act";

export interface AppointmentDecision {
  appointmentId: string;
  decision: "confirm" | "decline";
}

/**
 * `own-proposal`: one administrator alone names nobody (SEC-68). He may withdraw what he proposed. `proposer-gone`: the
 * first one is no administrator any more, so there would be one alone: it is declined, and proposed anew.
 */
export type DecideAppointmentOutcome =
  | { kind: "confirmed"; structureId: string }
  | { kind: "declined" }
  | { kind: "own-proposal" }
  | { kind: "proposer-gone" }
  | { kind: "own-candidacy" }
  | { kind: "already-decided" }
  | { kind: "candidate-unfit" }
  | { kind: "structure-inactive" }
  | { kind: "not-found" }
  | { kind: "not-permitted" };

/**
 * The second of two administrators decides, and why (SEC-68). Confirmed, the person manages the structure at once, with
 * every workspace it has opened; whoever held the role steps down; everybody attached is told, and bank details
 * stay as they are for 72 hours. Everything is read again as it is decided (SEC-67).
 */
export async function decideAppointment(
  ctx: Context,
  act: SupportAct,
  { appointmentId, decision }: AppointmentDecision,
): Promise<DecideAppointmentOutcome> {
  const { accountId: deciderId } = act.administrator;
  return inTransaction(ctx, async (tx) => {
    if (!(await holdSupport(tx, act))) return { kind: "not-permitted" };
    const appointment = await holdAppointment(tx, appointmentId);
    if (!appointment) return { kind: "not-found" };
    if (appointment.decidedAt) return { kind: "already-decided" };
    if (decision === "decline") {
      await settle(tx, act, appointment, { confirmed: false });
      return { kind: "declined" };
    }
    if (appointment.proposedBy === deciderId) return { kind: "own-proposal" };
    if (!(await isStillAdministrator(tx, appointment.proposedBy))) return { kind: "proposer-gone" };

    const { structureId, attachmentId } = appointment;
    if (appointment.structureStatus !== "active") return { kind: "structure-inactive" };
    const candidate = await readMember(tx, structureId, attachmentId);
    if (!candidate || !isFitToManage(candidate)) return { kind: "candidate-unfit" };
    if (candidate.accountId === deciderId) return { kind: "own-candidacy" };
    await settle(tx, act, appointment, { confirmed: true });
    const former = await vacateSeat(tx, structureId);
    const permissions = await readPermissions(tx, attachmentId);
    await takeSeat(tx, { structureId, deciderId, candidate, permissions });
    const change = withRequests(noChange, permissions);
    const granted = await writePermissions(tx, { structureId, deciderId, member: candidate, change });
    await tell(tx, { structureId, appointmentId, deciderId, candidate, former, granted });
    return { kind: "confirmed", structureId };
  });
}

interface HeldAppointment {
  id: string;
  structureId: string;
  structureStatus: "active" | "inactive";
  attachmentId: string;
  proposedBy: string | null;
  decidedAt: Date | null;
}

/** The proposal and its structure, locked: whoever decides at the same moment finds it decided (SEC-65, SEC-66). */
async function holdAppointment(tx: Context, appointmentId: string): Promise<HeldAppointment | undefined> {
  await tx.db.execute(sql`
    select from structures where id = (select structure_id from appointments where id = ${appointmentId})
    for no key update`);
  const [appointment] = await tx.db
    .select({
      id: appointments.id,
      structureId: appointments.structureId,
      structureStatus: structures.status,
      attachmentId: appointments.attachmentId,
      proposedBy: appointments.proposedBy,
      decidedAt: appointments.decidedAt,
    })
    .from(appointments)
    .innerJoin(structures, eq(structures.id, appointments.structureId))
    .where(eq(appointments.id, appointmentId))
    .for("update", { of: appointments });
  return appointment;
}

/** Whoever proposed stands for it until it is confirmed, the account locked as it is read (SEC-67). */
async function isStillAdministrator(tx: Context, accountId: string | null): Promise<boolean> {
  if (accountId === null) return false;
  const [still] = await tx.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(accounts.isAdministrator, true), eq(accounts.status, "active")))
    .for("share");
  return still !== undefined;
}

async function settle(
  tx: Context,
  act: SupportAct,
  { id, structureId, attachmentId }: HeldAppointment,
  { confirmed }: { confirmed: boolean },
): Promise<void> {
  const { accountId: decidedBy } = act.administrator;
  await tx.db
    .update(appointments)
    .set({ confirmed, decidedBy, decidedAt: tx.now(), decisionReason: act.reason })
    .where(eq(appointments.id, id));
  const facts = { structureId, attachmentId, confirmed };
  await recordEvent(tx, { kind: "appointment-decided", actorId: decidedBy, targetId: id, facts });
  await noteSupportAct(tx, act, { name: confirmed ? "confirm-appointment" : "decline-appointment", targetId: id });
}

/** The seat is left before it is taken: never two hold it (SEC-65). Returns who held it, his account open or not. */
async function vacateSeat(tx: Context, structureId: string): Promise<string | null> {
  const formerRole = tx.env.SECONDARY_MANAGERS === "on" ? "secondary-manager" : "member";
  const [former] = await tx.db
    .update(attachments)
    .set({ role: formerRole })
    .where(
      and(
        eq(attachments.structureId, structureId),
        eq(attachments.role, "primary-manager"),
        inArray(attachments.status, ["approved", "suspended"]),
      ),
    )
    .returning({ accountId: attachments.accountId });
  return former?.accountId ?? null;
}

interface Seat {
  structureId: string;
  deciderId: string;
  candidate: HeldMember;
}

async function takeSeat(
  tx: Context,
  {
    structureId,
    deciderId,
    candidate,
    permissions: { openDepartments, openWorkspaces },
  }: Seat & { permissions: HeldPermissions },
): Promise<void> {
  const decidedAt = tx.now();
  const { attachmentId, accountId } = candidate;
  const wasPending = candidate.status === "pending";
  await tx.db
    .update(attachments)
    .set({
      role: "primary-manager",
      ...(wasPending ? { status: "approved" as const, decidedAt, decidedBy: deciderId } : {}),
    })
    .where(eq(attachments.id, attachmentId));
  // What closed since it was asked for is refused, as by a manager.
  const serves = inArray(attachmentDepartments.departmentId, openDepartments);
  await tx.db
    .update(attachmentDepartments)
    .set({ status: sql`case when ${serves} then 'approved' else 'refused' end::department_decision`, decidedAt })
    .where(and(eq(attachmentDepartments.attachmentId, attachmentId), eq(attachmentDepartments.status, "pending")));
  await tx.db
    .update(structures)
    .set({ managerVacantSince: null, takenOverAt: decidedAt })
    .where(eq(structures.id, structureId));

  const grants = grantsOf(openWorkspaces, { role: "primary-manager", workspaces: "default" });
  if (grants.length === 0) return;
  const line = { accountId, structureId, status: "active" as const, requestedAt: decidedAt, decidedAt };
  await tx.db
    .insert(subscriptions)
    .values(grants.map((grant) => ({ id: tx.id(), ...line, ...grant, decidedBy: deciderId })))
    // What he has stays, and what he asked for is granted as he asked for it: a manager needs nobody.
    .onConflictDoNothing();
}

async function tell(
  tx: Context,
  {
    structureId,
    appointmentId,
    deciderId,
    candidate,
    former,
    granted,
  }: Seat & { appointmentId: string; former: string | null; granted: Act },
): Promise<void> {
  const { accountId, attachmentId, fullName, contactEmail, language } = candidate;
  const attached = await findAttached(tx, structureId, former);
  const decision = candidate.status === "pending" ? "approved" : "role-changed";
  const about = { actorId: deciderId, targetId: attachmentId };
  const mails: NewMessage[] = attached.map((person) => ({
    message: { kind: "manager-appointed", structureId, appointmentId },
    recipient: person.contactEmail,
    language: person.language,
    event: `manager-appointed:${appointmentId}`,
  }));
  mails.push({
    message: { kind: "attachment-decided", attachmentId, decision, deciderId },
    recipient: contactEmail,
    language,
    event: `attachment-decided:${attachmentId}:${decision}:${appointmentId}`,
  });
  await noteAct(tx, {
    audit: [
      ...(decision === "approved"
        ? [{ kind: "attachment-approved" as const, ...about, facts: { structureId, role: "primary-manager" } }]
        : []),
      { kind: "management-transferred", ...about, facts: { structureId, from: former, to: accountId } },
      ...granted.audit,
    ],
    history: [{ ...about, structureId, kind: "manager-appointed", subjectId: accountId }, ...granted.history],
    feed: [
      ...attached.map((person) => ({
        accountId: person.accountId,
        structureId,
        kind: "manager-appointed" as const,
        personId: accountId,
        personName: fullName,
      })),
      ...granted.feed,
    ],
    mails: [...mails, ...granted.mails],
  });
}

/** Everybody attached whose account is open, and whoever lost the role, even if his is closed (SEC-68). */
function findAttached(tx: Context, structureId: string, former: string | null) {
  const isApprovedAndOpen = and(eq(attachments.status, "approved"), eq(accounts.status, "active"));
  return tx.db
    .select({ accountId: accounts.id, contactEmail: accounts.contactEmail, language: accounts.language })
    .from(attachments)
    .innerJoin(accounts, eq(accounts.id, attachments.accountId))
    .where(
      and(
        eq(attachments.structureId, structureId),
        inArray(attachments.status, ["approved", "suspended"]),
        former === null
          ? isApprovedAndOpen
          : or(isApprovedAndOpen, and(eq(accounts.id, former), ne(accounts.status, "erased"))),
      ),
    );
}
