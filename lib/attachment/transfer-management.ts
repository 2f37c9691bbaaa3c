import { and, eq, inArray } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { holdProof, type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import type { Language } from "@/lib/i18n/language";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";
import { type HeldMember, readMember } from "./hold-member";
import { namedPerson } from "./named-person";
import { type Act, noteAct } from "./note-act";
import { noChange, withRequests } from "./permissions";
import { readPermissions } from "./read-permissions";
import { writePermissions } from "./write-permissions";

/** To whom, and the proof that whoever hands the role over gave the password. */
export interface Transfer {
  attachmentId: string;
  proof: PasswordProof;
}

/** `successor-unfit`: not an active account with an approved attachment to this structure, or oneself. */
export type TransferManagementOutcome =
  | { kind: "transferred" }
  | { kind: "successor-unfit" }
  | { kind: "not-found" }
  | { kind: "not-permitted" };

/**
 * The main role passes to another person at once: the former primary manager becomes a secondary one, or a
 * simple user where there are none (C-17). Both are told (N-17). What the successor waits for is his.
 */
export async function transferManagement(
  ctx: Context,
  permit: Permit<"transfer-management">,
  { attachmentId, proof }: Transfer,
): Promise<TransferManagementOutcome> {
  // Filling a vacant or contested seat takes two administrators, a proposal and its confirmation (SEC-68).
  if (permit.capacity === "administrator") return { kind: "not-permitted" };
  const { structureId, holder } = permit;
  const { accountId } = holder;
  requireOwnProof(proof, holder);
  return inTransaction(ctx, async (tx) => {
    const held = await holdPermit(tx, permit);
    // Lost meanwhile by one who is an administrator too: he does not go on as support.
    if (held?.capacity !== "primary-manager" || !(await holdProof(tx, proof))) return { kind: "not-permitted" };
    const successor = await readMember(tx, structureId, attachmentId);
    if (!successor) return { kind: "not-found" };
    if (!isFit(successor, accountId)) return { kind: "successor-unfit" };

    const former = await findPrimaryManager(tx, structureId);
    // The seat is left before it is taken: never two hold it (the index), nor nobody when all is written (the trigger).
    const formerRole = tx.env.SECONDARY_MANAGERS === "on" ? "secondary-manager" : "member";
    if (former)
      await tx.db.update(attachments).set({ role: formerRole }).where(eq(attachments.id, former.attachmentId));
    await tx.db.update(attachments).set({ role: "primary-manager" }).where(eq(attachments.id, attachmentId));
    await tx.db.update(structures).set({ managerVacantSince: null }).where(eq(structures.id, structureId));
    const change = withRequests(noChange, await readPermissions(tx, attachmentId));
    const granted = await writePermissions(tx, { structureId, deciderId: accountId, member: successor, change });
    await tell(tx, permit, { successor, former, granted });
    return { kind: "transferred" };
  });
}

function isFit({ accountId, accountStatus, status, role }: HeldMember, actorId: string): boolean {
  return accountStatus === "active" && status === "approved" && role !== "primary-manager" && accountId !== actorId;
}

interface FormerManager {
  attachmentId: string;
  accountId: string;
  givenName: string;
  familyName: string;
  contactEmail: string;
  language: Language;
}

async function findPrimaryManager(tx: Context, structureId: string): Promise<FormerManager | undefined> {
  const [former] = await tx.db
    .select({
      attachmentId: attachments.id,
      accountId: accounts.id,
      givenName: accounts.givenName,
      familyName: accounts.familyName,
      contactEmail: accounts.contactEmail,
      language: accounts.language,
    })
    .from(attachments)
    .innerJoin(accounts, eq(accounts.id, attachments.accountId))
    .where(
      and(
        eq(attachments.structureId, structureId),
        eq(attachments.role, "primary-manager"),
        inArray(attachments.status, ["approved", "suspended"]),
      ),
    );
  return former;
}

async function tell(
  tx: Context,
  permit: Permit,
  { successor, former, granted }: { successor: HeldMember; former: FormerManager | undefined; granted: Act },
): Promise<void> {
  const { structureId, holder } = permit;
  const fromId = former?.accountId ?? null;
  const event = { actorId: holder.accountId, targetId: successor.attachmentId };
  const concerned = [successor, ...(former ? [former] : [])];
  // One act, one mail each: the same two may hand the role to and fro.
  const name = `management-transferred:${tx.id()}`;
  await noteAct(tx, {
    audit: [
      { kind: "management-transferred", ...event, facts: { structureId, from: fromId, to: successor.accountId } },
      ...granted.audit,
    ],
    history: [
      { ...event, structureId, kind: "management-transferred", subjectId: successor.accountId },
      ...granted.history,
    ],
    feed: [
      {
        accountId: successor.accountId,
        structureId,
        kind: "management-received",
        ...namedPerson(former ?? holder),
      },
      ...(former
        ? [
            {
              accountId: former.accountId,
              structureId,
              kind: "management-handed-over" as const,
              personId: successor.accountId,
              personName: successor.fullName,
            },
          ]
        : []),
      ...granted.feed,
    ],
    mails: [
      ...concerned.map(({ contactEmail, language }) => ({
        message: { kind: "management-transferred" as const, structureId, fromId, toId: successor.accountId },
        recipient: contactEmail,
        language,
        event: name,
      })),
      ...granted.mails,
    ],
  });
}
