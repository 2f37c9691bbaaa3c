import { eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import {
  attachmentDepartments,
  attachments,
  invitations,
  structureHistory,
  subscriptions,
} from "@/drizzle/schema/attachment";
import { registrations } from "@/drizzle/schema/onboarding";
import { departments, formerIdentifiers, structures } from "@/drizzle/schema/structure";
import { mintLink } from "@/lib/account/mint-link";
import type { OrganisationPart } from "@/lib/onboarding/registration";
import type { Message } from "@/lib/outbox/message";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { TestContext } from "./context";
import { type Account, aManagerOf, aMemberOf, anAccount, aPendingRequest, aStructure, type Structure } from "./people";

/** A mail to be written, and to whom. */
export interface Telling {
  message: Message;
  recipient: string;
}

export const camille = { givenName: "Camille", familyName: "Martin", email: "camille@example.org" };
export const dominique = { givenName: "Dominique", familyName: "Petit", email: "dominique@example.org" };

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
    account: await anAccount(ctx, { givenName: "Camille", familyName: "Martin" }),
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
