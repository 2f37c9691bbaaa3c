import { eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import {
  appointments,
  attachmentDepartments,
  attachments,
  feedEvents,
  invitations,
  structureHistory,
  subscriptions,
} from "@/drizzle/schema/attachment";
import { registrations } from "@/drizzle/schema/onboarding";
import { departments, formerIdentifiers, structures } from "@/drizzle/schema/structure";
import { maskEmail } from "@/lib/account/email";
import { mintLink } from "@/lib/account/mint-link";
import { openSession } from "@/lib/account/open-session";
import type { FeedKind } from "@/lib/attachment/feed-event";
import { recordEvent } from "@/lib/audit/record-event";
import type { OrganisationPart } from "@/lib/onboarding/registration";
import type { Message } from "@/lib/outbox/message";
import { endOfPassword } from "@/lib/technical-account/technical-account";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { TestContext } from "./context";
import {
  type Account,
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aStructure,
  aTechnicalAccountOf,
  DEACTIVATED,
  type Structure,
} from "./people";

/** A mail to be written, and to whom. */
export interface Telling {
  message: Message;
  recipient: string;
}

export const camille = { givenName: "Camille", familyName: "Martin", email: "camille@example.org" };
/** The contact address of those who have one of their own. */
export const workshop = "atelier@example.org";
const dominique = { givenName: "Dominique", familyName: "Petit", email: "dominique@example.org" };

export const bakery = {
  kind: "create",
  identifierType: "SIRET",
  identifier: "99999990700010",
  legalName: "Boulangerie Martin",
  label: null,
  addressLine1: "3 rue du Four",
  addressLine2: null,
  addressLine3: null,
  postcode: "35000",
  city: "Rennes",
  country: "FR",
  addressDisclosed: true,
  publicBody: false,
  registryCheckedAt: null,
  workspaces: ["FACTURES_EMISES"],
  providerCategory: null,
  employmentScheme: null,
} satisfies OrganisationPart;

/** Each mail with what it tells of, as a person meets it: Camille reads it. The compiler asks for every kind. */
export const tellings: Record<Message["kind"], (ctx: TestContext) => Promise<Telling>> = {
  "registration-received": async (ctx) => {
    const registrationId = await aRegistration(ctx);
    return { message: { kind: "registration-received", registrationId }, recipient: camille.email };
  },
  "activation-invited": async (ctx) => {
    const registrationId = await aRegistration(ctx);
    const link = { purpose: "activation", subjectId: registrationId, email: camille.email } as const;
    const { id: linkId } = await mintLink(ctx, link);
    return { message: { kind: "activation-invited", registrationId, linkId }, recipient: camille.email };
  },
  "address-already-registered": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    return { message: { kind: "address-already-registered", accountId }, recipient: camille.email };
  },
  "account-locked": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, { ...camille, lockedUntil: new Date("2026-01-05T09:30:00Z") });
    return { message: { kind: "account-locked", accountId }, recipient: camille.email };
  },
  "attachment-requested": async (ctx) => {
    const { structure, recipient } = await managedByCamille(ctx);
    const { attachment } = await aPendingRequest(ctx, structure, { account: await anAccount(ctx, dominique) });
    await ctx.db
      .update(attachments)
      .set({ comment: "Je remplace Nadia à la comptabilité." })
      .where(eq(attachments.id, attachment.id));
    await named(ctx, structure, { attachmentId: attachment.id, status: "pending" });
    return { message: { kind: "attachment-requested", attachmentId: attachment.id }, recipient };
  },
  "requests-still-pending": async (ctx) => {
    const { structure, recipient } = await managedByCamille(ctx);
    const first = await aPendingRequest(ctx, structure, { account: await anAccount(ctx, dominique) });
    const second = await aPendingRequest(ctx, structure, {
      account: await anAccount(ctx, { givenName: "Nadia", familyName: "Roy" }),
    });
    await askedOn(ctx, first.attachment.id, "2025-12-06T08:00:00Z");
    await askedOn(ctx, second.attachment.id, "2025-12-21T08:00:00Z");
    const attachmentIds = [second.attachment.id, first.attachment.id];
    return { message: { kind: "requests-still-pending", structureId: structure.id, attachmentIds }, recipient };
  },
  "attachment-request-closed": (ctx) => closed(ctx, "expired"),
  "attachment-decided": (ctx) => decided(ctx, "approved"),
  "subscriptions-decided": (ctx) => subscriptionsDecided(ctx, "approved"),
  "management-transferred": async (ctx) => {
    const { message } = await transferred(ctx);
    return { message, recipient: camille.email };
  },
  "invited-to-structure": async (ctx) => {
    const { structure } = await managedBy(ctx, dominique);
    const { account: inviter } = await aMemberOf(ctx, structure, {
      account: await anAccount(ctx, { givenName: "Nadia", familyName: "Roy" }),
      role: "secondary-manager",
    });
    const departmentId = await aDepartment(ctx, structure);
    const [invitation] = await ctx.db
      .insert(invitations)
      .values({
        id: ctx.id(),
        structureId: structure.id,
        email: camille.email,
        role: "member",
        permissions: {
          departmentIds: [departmentId],
          workspaces: [{ workspace: "FACTURES_EMISES", access: "read" }],
        },
        invitedBy: inviter.id,
        invitedAt: ctx.now(),
        sentAt: ctx.now(),
        expiresAt: new Date("2026-02-04T09:00:00Z"),
      })
      .returning();
    if (!invitation) throw new Error("nothing was written");
    return { message: { kind: "invited-to-structure", invitationId: invitation.id }, recipient: camille.email };
  },
  "identifier-changed": async (ctx) => {
    const { structure, recipient } = await managedByCamille(ctx);
    const formerIdentifierId = ctx.id();
    await ctx.db.insert(formerIdentifiers).values({
      id: formerIdentifierId,
      structureId: structure.id,
      identifierType: "EN_COURS_IMMATRICULATION",
      identifier: "ATELIER2026",
      replacedAt: ctx.now(),
    });
    return { message: { kind: "identifier-changed", structureId: structure.id, formerIdentifierId }, recipient };
  },
  "structure-deactivated": async (ctx) => {
    const { structure, recipient } = await managedByCamille(ctx);
    await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
    await ctx.db.insert(structureHistory).values({
      id: ctx.id(),
      structureId: structure.id,
      kind: "structure-deactivated",
      happenedAt: ctx.now(),
    });
    return { message: { kind: "structure-deactivated", structureId: structure.id }, recipient };
  },
  "subscriptions-requested": async (ctx) => {
    const { structure, recipient } = await managedByCamille(ctx);
    const { account } = await aMemberOf(ctx, structure, { account: await anAccount(ctx, dominique), workspaces: [] });
    const subscriptionIds = [
      await aSubscription(ctx, account, structure, { workspace: "SUIVI_FLUX", access: "write" }),
      await aSubscription(ctx, account, structure, { workspace: "ENGAGEMENTS", access: "read" }),
    ];
    await ctx.db.update(subscriptions).set({ comment: "Pour le suivi des flux EDI." });
    return { message: { kind: "subscriptions-requested", subscriptionIds }, recipient };
  },
  "contact-email-confirmation": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    const email = "atelier@example.org";
    const { id: linkId } = await mintLink(ctx, { purpose: "contact-email-confirmation", subjectId: accountId, email });
    return { message: { kind: "contact-email-confirmation", accountId, linkId }, recipient: email };
  },
  "password-reset": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    const { id: linkId } = await mintLink(ctx, {
      purpose: "password-reset",
      subjectId: accountId,
      email: camille.email,
    });
    return {
      message: { kind: "password-reset", accountId, linkId, byAdministrator: false },
      recipient: camille.email,
    };
  },
  "account-deactivated": (ctx) => deactivated(ctx, {}),
  "reactivation-requested": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, { ...camille, ...DEACTIVATED, contactEmail: workshop });
    const { id: linkId } = await mintLink(ctx, { purpose: "reactivation", subjectId: accountId, email: workshop });
    return { message: { kind: "reactivation-requested", accountId, linkId }, recipient: workshop };
  },
  "reactivation-dismissed": async (ctx) => {
    const closed = { ...DEACTIVATED, deactivationCause: "administrator", contactEmail: workshop } as const;
    const { id: accountId } = await anAccount(ctx, { ...camille, ...closed });
    const support = await anAccount(ctx, { isAdministrator: true });
    await recordEvent(
      ctx,
      {
        kind: "administrator-acted",
        actorId: support.id,
        targetId: accountId,
        facts: { act: "dismiss-reactivation" },
      },
      { words: "Cette adresse ne vous appartient plus." },
    );
    return { message: { kind: "reactivation-dismissed", accountId }, recipient: workshop };
  },
  "account-reactivated": (ctx) => reactivated(ctx, { by: "owner" }),
  "secret-question-changed": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    const at = ctx.now().toISOString();
    return { message: { kind: "secret-question-changed", accountId, at }, recipient: camille.email };
  },
  "password-changed": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    const at = ctx.now().toISOString();
    return { message: { kind: "password-changed", accountId, how: "changed", at }, recipient: camille.email };
  },
  "inactivity-reminder": async (ctx) => {
    const lastSignInAt = new Date("2025-02-04T09:00:00Z");
    const { id: accountId } = await anAccount(ctx, { ...camille, contactEmail: workshop, lastSignInAt });
    const deactivationOn = "2026-02-04T09:00:00Z";
    return { message: { kind: "inactivity-reminder", accountId, deactivationOn }, recipient: workshop };
  },
  "contact-email-changed": async (ctx) => {
    const { message, linkId } = await contactChange(ctx);
    return { message: { ...message, linkId }, recipient: workshop };
  },
  "login-email-confirmation": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    const link = { purpose: "login-email-change", subjectId: accountId, email: workshop } as const;
    const { id: linkId } = await mintLink(ctx, link);
    return { message: { kind: "login-email-confirmation", accountId, linkId }, recipient: workshop };
  },
  "login-email-taken": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    return { message: { kind: "login-email-taken", accountId }, recipient: camille.email };
  },
  "login-email-changed": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, { ...camille, email: workshop });
    const facts = { endedSessions: 1 };
    await recordEvent(ctx, { kind: "login-email-changed", actorId: accountId, targetId: accountId, facts });
    const message = {
      kind: "login-email-changed",
      accountId,
      from: maskEmail(camille.email),
      to: maskEmail(workshop),
    } as const;
    return { message, recipient: camille.email };
  },
  "activity-summary": (ctx) => summary(ctx, "day"),
  "unknown-device-signed-in": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    const { sessionId } = await openSession(ctx, accountId, { origin: "192.0.2.1", userAgent: FIREFOX });
    return { message: { kind: "unknown-device-signed-in", accountId, sessionId }, recipient: camille.email };
  },
  "second-factor-guessed": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, camille);
    const message = { kind: "second-factor-guessed", accountId, at: ctx.now().toISOString() } as const;
    return { message, recipient: camille.email };
  },
  "second-factor-changed": (ctx) => secondFactorChange(ctx, "totp-added"),
  "erasure-requested": async (ctx) => {
    const eraseOn = new Date("2026-02-04T09:00:00Z");
    const { id: accountId } = await anAccount(ctx, { ...camille, ...DEACTIVATED, eraseOn });
    return { message: { kind: "erasure-requested", accountId }, recipient: camille.email };
  },
  "structure-closed-in-register": async (ctx) => {
    const { structure, recipient } = await managedByCamille(ctx);
    await ctx.db.update(structures).set({ registryClosedOn: "2025-12-31" }).where(eq(structures.id, structure.id));
    return { message: { kind: "structure-closed-in-register", structureId: structure.id }, recipient };
  },
  "provisional-identifier-reminder": async (ctx) => {
    const { structure, recipient } = await managedByCamille(ctx);
    const provisional = { identifierType: "EN_COURS_IMMATRICULATION", identifier: "ATELIER2026" } as const;
    await ctx.db
      .update(structures)
      .set({ ...provisional, createdAt: new Date("2025-10-07T09:00:00Z") })
      .where(eq(structures.id, structure.id));
    return { message: { kind: "provisional-identifier-reminder", structureId: structure.id }, recipient };
  },
  "manager-appointed": async (ctx) => {
    const { message } = await appointed(ctx);
    return { message, recipient: camille.email };
  },
  "technical-account-told": (ctx) => technicalTold(ctx, "created"),
};

/** The same kinds, in the other cases they tell of. */
export const otherTellings: Record<string, (ctx: TestContext) => Promise<Telling>> = {
  "one request still pending": async (ctx) => {
    const { message, recipient } = await tellings["requests-still-pending"](ctx);
    if (message.kind !== "requests-still-pending") throw new Error("another message");
    return { message: { ...message, attachmentIds: message.attachmentIds.slice(1) }, recipient };
  },
  "request cancelled": (ctx) => closed(ctx, "cancelled"),
  "request of a structure that was deactivated": (ctx) => closed(ctx, "structure-deactivated"),
  "attachment refused": async (ctx) => {
    const telling = await decided(ctx, "refused");
    await ctx.db
      .update(attachments)
      .set({ refusalReason: "Nous ne vous connaissons pas." })
      .where(eq(attachments.status, "refused"));
    return telling;
  },
  "attachment suspended": (ctx) => decided(ctx, "suspended"),
  "attachment suspended until a day": async (ctx) => {
    const telling = await decided(ctx, "suspended");
    await ctx.db.update(attachments).set({ reactivateOn: "2026-03-01" }).where(eq(attachments.status, "suspended"));
    return telling;
  },
  "attachment reactivated by the portal": (ctx) => decided(ctx, "reactivated", { byPortal: true }),
  "attachment ended": (ctx) => decided(ctx, "ended"),
  "role changed": (ctx) => decided(ctx, "role-changed"),
  "subscriptions refused": async (ctx) => {
    const telling = await subscriptionsDecided(ctx, "refused");
    await ctx.db
      .update(subscriptions)
      .set({ refusalReason: "Voyez avec la comptabilité." })
      .where(eq(subscriptions.status, "refused"));
    return telling;
  },
  "subscriptions ended": (ctx) => subscriptionsDecided(ctx, "ended"),
  "main role handed over": async (ctx) => {
    const { message, former } = await transferred(ctx);
    return { message, recipient: former.contactEmail };
  },
  "one workspace requested": async (ctx) => {
    const { message, recipient } = await tellings["subscriptions-requested"](ctx);
    if (message.kind !== "subscriptions-requested") throw new Error("another message");
    return { message: { ...message, subscriptionIds: message.subscriptionIds.slice(0, 1) }, recipient };
  },
  "password reset that support started": async (ctx) => {
    const { message, recipient } = await tellings["password-reset"](ctx);
    if (message.kind !== "password-reset") throw new Error("another message");
    return { message: { ...message, byAdministrator: true }, recipient };
  },
  "account deactivated by support": (ctx) =>
    deactivated(ctx, { deactivationCause: "administrator", deactivationReason: "Adresse usurpée." }),
  "account deactivated for want of use": (ctx) => deactivated(ctx, { deactivationCause: "inactivity" }),
  "account deactivated to be erased": (ctx) => deactivated(ctx, { eraseOn: new Date("2026-02-04T09:00:00Z") }),
  "reactivation passed on to support": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, {
      ...camille,
      ...DEACTIVATED,
      deactivationCause: "administrator",
      reactivationRequestedAt: ctx.now(),
      contactEmail: workshop,
    });
    return { message: { kind: "reactivation-requested", accountId, linkId: null }, recipient: workshop };
  },
  "account reactivated by support": (ctx) => reactivated(ctx, { by: "administrator" }),
  "account reactivated before its erasure": async (ctx) => {
    const { message, recipient } = await reactivated(ctx, { by: "administrator" });
    if (message.kind !== "account-reactivated") throw new Error("another message");
    return { message: { ...message, eraseOn: "2026-02-04T09:00:00Z" }, recipient };
  },
  "password reset": async (ctx) => {
    const { message, recipient } = await tellings["password-changed"](ctx);
    if (message.kind !== "password-changed") throw new Error("another message");
    return { message: { ...message, how: "reset" }, recipient };
  },
  "contact address that will change": async (ctx) => {
    const { message } = await contactChange(ctx);
    return { message, recipient: camille.email };
  },
  "contact address that has changed": async (ctx) => {
    const { message, accountId } = await contactChange(ctx, { isProven: true });
    await ctx.db.update(accounts).set({ contactEmail: workshop }).where(eq(accounts.id, accountId));
    return { message, recipient: camille.email };
  },
  "weekly summary": (ctx) => summary(ctx, "week"),
  "passkey removed": (ctx) => secondFactorChange(ctx, "passkey-removed"),
  "recovery code used": (ctx) => secondFactorChange(ctx, "recovery-code-used"),
  "second factor removed by support": (ctx) => secondFactorChange(ctx, "removed-by-administrator"),
  "manager appointed, to the others": async (ctx) => {
    const { message, member } = await appointed(ctx);
    return { message, recipient: member.contactEmail };
  },
  "technical password reset": (ctx) => technicalTold(ctx, "reset"),
  "technical password that will expire": (ctx) => technicalTold(ctx, "expires-soon"),
  "technical password that has expired": async (ctx) => {
    const telling = await technicalTold(ctx, "expired");
    ctx.moveTo("2026-04-15T08:00:00Z");
    return telling;
  },
  "technical account suspended": (ctx) => technicalTold(ctx, "suspended", "suspended"),
  "technical account resumed": (ctx) => technicalTold(ctx, "resumed"),
  "technical account deleted": (ctx) => technicalTold(ctx, "deleted", "deleted"),
};

/** A registration of Camille's that waits for its activation. */
export async function aRegistration(
  ctx: TestContext,
  details: Partial<typeof registrations.$inferInsert> & { organisation?: OrganisationPart } = {},
): Promise<string> {
  const id = ctx.id();
  await ctx.db.insert(registrations).values({
    ...camille,
    id,
    draftId: ctx.id(),
    contactEmail: camille.email,
    language: "fr",
    termsVersion: "2026-11",
    termsAcceptedAt: ctx.now(),
    organisation: bakery,
    createdAt: ctx.now(),
    ...details,
  });
  return id;
}

/** What Firefox says of itself on Windows. */
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

async function deactivated(ctx: TestContext, details: Partial<typeof accounts.$inferInsert>): Promise<Telling> {
  const { id: accountId } = await anAccount(ctx, { ...camille, ...DEACTIVATED, ...details });
  return { message: { kind: "account-deactivated", accountId }, recipient: camille.email };
}

async function reactivated(ctx: TestContext, { by }: { by: "owner" | "administrator" }): Promise<Telling> {
  const { id: accountId } = await anAccount(ctx, { ...camille, contactEmail: workshop });
  const actorId = by === "owner" ? accountId : ctx.id();
  const facts = { by, managesAgain: [] };
  await recordEvent(ctx, { kind: "account-reactivated", actorId, targetId: accountId, facts });
  return { message: { kind: "account-reactivated", accountId }, recipient: workshop };
}

/** Camille leads her contact address from the login to the workshop's, which must confirm it unless it is proven. */
async function contactChange(ctx: TestContext, { isProven = false } = {}) {
  const { id: accountId } = await anAccount(ctx, { ...camille, contactEmail: camille.email });
  const facts = {};
  await recordEvent(ctx, { kind: "contact-email-change-requested", actorId: accountId, targetId: accountId, facts });
  const link = { purpose: "contact-email-confirmation", subjectId: accountId, email: workshop } as const;
  const linkId = isProven ? null : (await mintLink(ctx, link)).id;
  const addresses = { from: maskEmail(camille.email), to: maskEmail(workshop) };
  return {
    message: { kind: "contact-email-changed", accountId, linkId: null, ...addresses } as const,
    accountId,
    linkId,
  };
}

/** Two days of Camille's at the bakery, and a private individual whom she only asked. */
async function summary(ctx: TestContext, period: "day" | "week"): Promise<Telling> {
  const { structure, account } = await managedBy(ctx, camille);
  const stranger = await aStructure(ctx, {
    identifierType: "PARTICULIER",
    identifier: "2850735238",
    legalName: "Anne B",
  });
  await ctx.db.update(accounts).set({ contactEmail: workshop, dailyDigest: true, weeklySummary: true });
  const line = (kind: FeedKind, happenedAt: string, details: Partial<typeof feedEvents.$inferInsert> = {}) => ({
    id: ctx.id(),
    accountId: account.id,
    structureId: structure.id,
    kind,
    happenedAt: new Date(happenedAt),
    ...details,
  });
  await ctx.db
    .insert(feedEvents)
    .values([
      line("structure-created", "2025-12-01T09:00:00Z"),
      line("attachment-requested-by", "2026-01-03T09:00:00Z", { personName: "Dominique Petit" }),
      line("workspace-opened", "2026-01-04T09:00:00Z", { personName: "Nadia Roy", workspace: "SUIVI_FLUX" }),
      line("attachment-requested", "2026-01-04T10:00:00Z", { structureId: stranger.id }),
    ]);
  const since = period === "day" ? "2026-01-02T06:00:00Z" : "2025-12-29T06:00:00Z";
  const message = { kind: "activity-summary", accountId: account.id, period, since, until: "2026-01-05T06:00:00Z" };
  return { message: message as Message, recipient: workshop };
}

type SecondFactorChange = Extract<Message, { kind: "second-factor-changed" }>["change"];

async function secondFactorChange(ctx: TestContext, change: SecondFactorChange): Promise<Telling> {
  const { id: accountId } = await anAccount(ctx, camille);
  const at = ctx.now().toISOString();
  return { message: { kind: "second-factor-changed", accountId, change, at }, recipient: camille.email };
}

/** Support named Camille the bakery's manager; Camille's namesake is a member of it. */
async function appointed(ctx: TestContext) {
  const { structure, account } = await managedBy(ctx, camille);
  const { account: member } = await aMemberOf(ctx, structure, {
    account: await anAccount(ctx, { ...camille, email: "camille.martin@example.org" }),
  });
  const [seat] = await ctx.db.select().from(attachments).where(eq(attachments.accountId, account.id));
  const support = { isAdministrator: true };
  const [proposer, confirmer] = [await anAccount(ctx, support), await anAccount(ctx, support)];
  const appointmentId = ctx.id();
  await ctx.db.insert(appointments).values({
    id: appointmentId,
    structureId: structure.id,
    attachmentId: seat?.id ?? "",
    reason: "La gestionnaire est partie.",
    proof: "Rappelée au standard de la boulangerie.",
    proposedBy: proposer.id,
    proposedAt: ctx.now(),
    decidedBy: confirmer.id,
    confirmed: true,
    decidedAt: ctx.now(),
  });
  return { message: { kind: "manager-appointed", structureId: structure.id, appointmentId } as const, member };
}

type Decision = Extract<Message, { kind: "attachment-decided" }>["decision"];

const statusAfter = {
  approved: "approved",
  refused: "refused",
  suspended: "suspended",
  reactivated: "approved",
  ended: "ended",
  "role-changed": "approved",
} as const;

async function decided(ctx: TestContext, decision: Decision, { byPortal = false } = {}): Promise<Telling> {
  const { structure, account: manager } = await managedBy(ctx, dominique);
  const status = statusAfter[decision];
  const { attachment } = await aMemberOf(ctx, structure, {
    account: await anAccount(ctx, camille),
    status,
    ...(decision === "role-changed" ? { role: "secondary-manager" } : {}),
    workspaces: status === "approved" ? ["FACTURES_EMISES", "SOLLICITATIONS_EMISES"] : [],
  });
  await named(ctx, structure, { attachmentId: attachment.id, status: decision === "refused" ? "refused" : "approved" });
  const deciderId = byPortal ? null : manager.id;
  return {
    message: { kind: "attachment-decided", attachmentId: attachment.id, decision, deciderId },
    recipient: camille.email,
  };
}

async function closed(ctx: TestContext, cause: "cancelled" | "expired" | "structure-deactivated"): Promise<Telling> {
  const { structure } = await managedBy(ctx, dominique);
  const { attachment } = await aMemberOf(ctx, structure, {
    account: await anAccount(ctx, camille),
    status: "cancelled",
    workspaces: [],
  });
  return {
    message: { kind: "attachment-request-closed", attachmentId: attachment.id, cause },
    recipient: camille.email,
  };
}

async function subscriptionsDecided(ctx: TestContext, decision: "approved" | "refused" | "ended"): Promise<Telling> {
  const { structure, account: manager } = await managedBy(ctx, dominique);
  const { account } = await aMemberOf(ctx, structure, { account: await anAccount(ctx, camille), workspaces: [] });
  const departmentId = await aDepartment(ctx, structure);
  const subscriptionIds = [
    await aSubscription(ctx, account, structure, { workspace: "SUIVI_FLUX", access: "write" }),
    await aSubscription(ctx, account, structure, { workspace: "ENGAGEMENTS", access: "read", departmentId }),
  ];
  await ctx.db.update(subscriptions).set({ status: decision === "approved" ? "active" : decision });
  return {
    message: { kind: "subscriptions-decided", subscriptionIds, decision, deciderId: manager.id },
    recipient: camille.email,
  };
}

async function transferred(ctx: TestContext): Promise<{ message: Message; former: Account }> {
  const { structure, account: manager } = await managedBy(ctx, camille);
  const { account: former } = await aMemberOf(ctx, structure, {
    account: await anAccount(ctx, { ...camille, email: "camille.martin@example.org" }),
    role: "secondary-manager",
  });
  await ctx.db.insert(structureHistory).values({
    id: ctx.id(),
    structureId: structure.id,
    kind: "management-transferred",
    actorId: former.id,
    happenedAt: ctx.now(),
  });
  return {
    message: { kind: "management-transferred", structureId: structure.id, fromId: former.id, toId: manager.id },
    former,
  };
}

/** The bakery and its primary manager, at his login address. */
async function managedBy(ctx: TestContext, person: typeof camille) {
  const { identifier } = bakery;
  const structure = await aStructure(ctx, { legalName: "Boulangerie Martin", identifier });
  const account = await anAccount(ctx, { ...person, contactEmail: person.email });
  await aManagerOf(ctx, structure, { account });
  return { structure, account };
}

/** The bakery, which Camille manages under a contact address of her own. */
async function managedByCamille(ctx: TestContext) {
  const { structure, account } = await managedBy(ctx, camille);
  const recipient = "atelier@example.org";
  await ctx.db.update(accounts).set({ contactEmail: recipient }).where(eq(accounts.id, account.id));
  return { structure, recipient };
}

/** The bakery's technical account; its password lives for 100 days from the moment that mails are written at. */
async function technicalTold(
  ctx: TestContext,
  event: Extract<Message, { kind: "technical-account-told" }>["event"],
  status: "active" | "suspended" | "deleted" = "active",
): Promise<Telling> {
  const { structure, recipient } = await managedByCamille(ctx);
  const { account } = await aTechnicalAccountOf(ctx, structure, { status });
  const expiresAt = endOfPassword(ctx.env, ctx.now()).toISOString();
  return { message: { kind: "technical-account-told", technicalAccountId: account.id, event, expiresAt }, recipient };
}

async function aDepartment(ctx: TestContext, structure: Structure): Promise<string> {
  const id = ctx.id();
  await ctx.db
    .insert(departments)
    .values({ id, structureId: structure.id, code: "COMPTA", name: "Comptabilité", validFrom: "2025-01-01" });
  return id;
}

async function named(
  ctx: TestContext,
  structure: Structure,
  line: { attachmentId: string; status: "pending" | "approved" | "refused" },
): Promise<void> {
  const departmentId = await aDepartment(ctx, structure);
  await ctx.db.insert(attachmentDepartments).values({ ...line, departmentId, requestedAt: ctx.now() });
}

async function aSubscription(
  ctx: TestContext,
  account: Account,
  structure: Structure,
  asked: { workspace: WorkspaceCode; access: "read" | "write"; departmentId?: string },
): Promise<string> {
  const id = ctx.id();
  await ctx.db.insert(subscriptions).values({
    ...asked,
    id,
    accountId: account.id,
    structureId: structure.id,
    status: "pending",
    requestedAt: ctx.now(),
  });
  return id;
}

async function askedOn(ctx: TestContext, attachmentId: string, moment: string): Promise<void> {
  await ctx.db
    .update(attachments)
    .set({ requestedAt: new Date(moment) })
    .where(eq(attachments.id, attachmentId));
}
