import { eq } from "drizzle-orm";
import { attachmentDepartments, attachments, invitations } from "@/drizzle/schema/attachment";
import { mandates } from "@/drizzle/schema/document";
import { departments, type structures } from "@/drizzle/schema/structure";
import { type NamedPerson, namedPerson } from "@/lib/attachment/named-person";
import { noteAct } from "@/lib/attachment/note-act";
import { DECLARATION_VERSION } from "@/lib/mandate/mandate";
import { dayInParis, inDays } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import {
  type Account,
  type Attached,
  aManagerOf,
  aMemberOf,
  aPendingRequest,
  aStructure,
  aSubscriptionRequest,
  type Structure,
} from "./people";

/** The people of the company, by their first names. */
type Cast = Record<"sophie" | "hugo" | "lucas" | "otherLucas" | "chloe" | "ines" | "camille" | "thomas", Account>;

const opened = [
  "ENGAGEMENTS",
  "FACTURES_TRAVAUX",
  "FACTURES_EMISES",
  "RACCORDEMENT_EDI_API",
  "SOLLICITATIONS_EMISES",
  "SUIVI_FLUX",
] as const;

/**
 * A company in the middle of its affairs: two managers, requests of three kinds, somebody away, an invitation and a
 * mandate; its history and everybody's feed tell the same.
 */
export async function fillCompany(
  tx: Context,
  cast: Cast,
  details: Partial<typeof structures.$inferInsert>,
): Promise<void> {
  const structure = await aStructure(tx, { ...details, label: "Siège", opened });
  const company = { structure, ...cast };
  const accounting = await addDepartments(tx, structure);
  await fillTeam(tx, company);
  await fillRequests(tx, company, accounting);
  await invite(tx, company);
  await mandate(tx, company);
}

type Company = Cast & { structure: Structure };

/** The id of the one that somebody asks for. */
async function addDepartments(tx: Context, { id: structureId }: Structure): Promise<string> {
  const accounting = tx.id();
  const aDepartment = { structureId, validFrom: "2020-01-01" };
  await tx.db.insert(departments).values([
    { ...aDepartment, id: accounting, code: "COMPTA", name: "Comptabilité" },
    { ...aDepartment, id: tx.id(), code: "CHANTIERS", name: "Chantiers", commitmentNumberRequired: true },
  ]);
  return accounting;
}

/** Those who act for the company, and one who may not for a while. */
async function fillTeam(tx: Context, { structure, sophie, hugo, lucas, chloe }: Company): Promise<void> {
  await aManagerOf(tx, structure, { account: sophie });
  await noteAct(daysBefore(tx, 40), {
    feed: [{ accountId: sophie.id, structureId: structure.id, kind: "structure-created" }],
  });
  const team: [Context, Attached][] = [
    [daysBefore(tx, 30), await aMemberOf(tx, structure, { account: hugo, role: "secondary-manager" })],
    [daysBefore(tx, 20), await aMemberOf(tx, structure, { account: lucas })],
    [daysBefore(tx, 12), await aMemberOf(tx, structure, { account: chloe, status: "suspended" })],
  ];
  for (const [then, { account, attachment }] of team) {
    const about = { structureId: structure.id, subjectId: account.id, targetId: attachment.id };
    const decided = { requestedAt: daysBefore(then, 1).now(), decidedAt: then.now(), decidedBy: sophie.id };
    await tx.db.update(attachments).set(decided).where(eq(attachments.id, attachment.id));
    await noteAct(daysBefore(then, 1), { history: [{ ...about, actorId: account.id, kind: "attachment-requested" }] });
    await noteAct(then, {
      history: [{ ...about, actorId: sophie.id, kind: "attachment-approved" }],
      feed: [{ accountId: account.id, structureId: structure.id, kind: "attachment-approved" }],
    });
    if (account.id === chloe.id) await suspend(tx, attachment.id, { about, by: sophie });
  }
}

/** Chloé is away: she comes back by herself in ten days. */
async function suspend(
  tx: Context,
  attachmentId: string,
  { about, by }: { about: { structureId: string; subjectId: string; targetId: string }; by: Account },
): Promise<void> {
  const reactivateOn = dayInParis(inDays(tx.now(), 10));
  await tx.db.update(attachments).set({ reactivateOn }).where(eq(attachments.id, attachmentId));
  const { structureId, subjectId: accountId } = about;
  await noteAct(daysBefore(tx, 4), {
    history: [{ ...about, actorId: by.id, kind: "attachment-suspended" }],
    feed: [{ accountId, structureId, kind: "attachment-suspended", ...named(by) }],
  });
}

/** What waits for a decision: a plain request, one that names a namesake, one with a service and a comment, a workspace. */
async function fillRequests(tx: Context, company: Company, departmentId: string): Promise<void> {
  const { structure, lucas, otherLucas, camille, ines } = company;
  // Old enough for a reminder: the server writes it when it starts.
  await ask(daysBefore(tx, 16), company, { account: camille });
  await ask(daysBefore(tx, 1), company, { account: otherLucas });
  const comment = "Je remplace Chloé à la comptabilité pendant son absence.";
  const { attachment } = await ask(tx, company, { account: ines, comment });
  await tx.db
    .insert(attachmentDepartments)
    .values({ attachmentId: attachment.id, departmentId, status: "pending", requestedAt: tx.now() });

  const [own] = await tx.db.select().from(attachments).where(eq(attachments.accountId, lucas.id));
  if (!own) throw new Error("Lucas is not attached");
  const workspace = "SUIVI_FLUX";
  const asked = { workspace, comment: "Pour suivre nos flux EDI." } as const;
  const subscription = await aSubscriptionRequest(tx, { account: lucas, attachment: own }, asked);
  const about = { structureId: structure.id, subjectId: lucas.id, targetId: subscription.id, workspace } as const;
  const line = { structureId: structure.id, workspace } as const;
  await noteAct(tx, {
    history: [{ ...about, actorId: lucas.id, kind: "subscription-requested" }],
    feed: [
      { ...line, accountId: lucas.id, kind: "subscription-requested" },
      ...managersOf(company).map(({ id: accountId }) => ({
        ...line,
        accountId,
        kind: "subscription-requested-by" as const,
        ...named(lucas),
      })),
    ],
  });
}

async function ask(
  then: Context,
  company: Company,
  { account, comment }: { account: Account; comment?: string },
): Promise<Attached> {
  const { structure } = company;
  const asked = await aPendingRequest(then, structure, { account });
  const { id: targetId } = asked.attachment;
  if (comment) await then.db.update(attachments).set({ comment }).where(eq(attachments.id, targetId));
  const line = { structureId: structure.id };
  const kind = "attachment-requested" as const;
  await noteAct(then, {
    history: [{ ...line, actorId: account.id, subjectId: account.id, targetId, kind }],
    feed: [
      { ...line, accountId: account.id, kind },
      ...managersOf(company).map(({ id: accountId }) => ({
        ...line,
        accountId,
        kind: "attachment-requested-by" as const,
        ...named(account),
      })),
    ],
  });
  return asked;
}

/** Sophie invites Thomas, who has an account and no structure. */
async function invite(tx: Context, { structure, sophie, thomas }: Company): Promise<void> {
  const then = daysBefore(tx, 2);
  const invitationId = tx.id();
  await tx.db.insert(invitations).values({
    id: invitationId,
    structureId: structure.id,
    email: thomas.email,
    role: "member",
    permissions: { departmentIds: [], workspaces: [{ workspace: "FACTURES_EMISES", access: "write" }] },
    invitedBy: sophie.id,
    invitedAt: then.now(),
    sentAt: then.now(),
    expiresAt: inDays(then.now(), 30),
  });
  const line = { structureId: structure.id };
  await noteAct(then, {
    history: [{ ...line, actorId: sophie.id, targetId: invitationId, kind: "invitation-sent" }],
    feed: [
      { ...line, accountId: sophie.id, kind: "invitation-sent" },
      { ...line, accountId: thomas.id, kind: "invitation-received", ...named(sophie) },
    ],
  });
}

/** Hugo's accounting firm may invoice for the company. */
async function mandate(tx: Context, { structure, sophie, hugo }: Company): Promise<void> {
  const firm = await aStructure(tx, {
    identifier: "99999940200012",
    legalName: "CABINET COMPTABLE FICTIF",
    addressLine1: "4 RUE DE L EXEMPLE",
    postcode: "35000",
    city: "RENNES",
  });
  await aManagerOf(tx, firm, { account: hugo });
  await noteAct(daysBefore(tx, 35), {
    feed: [{ accountId: hugo.id, structureId: firm.id, kind: "structure-created" }],
  });
  await tx.db.insert(mandates).values({
    id: tx.id(),
    structureId: structure.id,
    mandatedStructureId: firm.id,
    label: "Dépôt des factures par le cabinet comptable",
    signedBy: sophie.id,
    signedAt: daysBefore(tx, 25).now(),
    declarationVersion: DECLARATION_VERSION,
  });
}

function managersOf({ sophie, hugo }: Company): Account[] {
  return [sophie, hugo];
}

function named({ id: accountId, givenName, familyName }: Account): NamedPerson {
  return namedPerson({ accountId, givenName, familyName });
}

/** The same world, some days ago. */
export function daysBefore(ctx: Context, days: number): Context {
  return { ...ctx, now: () => new Date(ctx.now().getTime() - days * 86_400_000) };
}
