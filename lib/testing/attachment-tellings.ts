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
import type { FeedKind } from "@/lib/attachment/feed-event";
import type { Message } from "@/lib/outbox/message";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { TestContext } from "./context";
import { type Account, aMemberOf, anAccount, aPendingRequest, aStructure, type Structure } from "./people";
import {
  aDepartment,
  camille,
  dominique,
  managedBy,
  managedByCamille,
  type Tell,
  type Telling,
  workshop,
} from "./telling";

/** What is told of who may act for a structure. */
export const attachmentTellings = {
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
  "activity-summary": (ctx) => summary(ctx, "day"),
  "manager-appointed": async (ctx) => {
    const { message } = await appointed(ctx);
    return { message, recipient: camille.email };
  },
} satisfies Partial<Record<Message["kind"], Tell>>;

/** The same kinds, in the other cases they tell of. */
export const otherAttachmentTellings: Record<string, Tell> = {
  "one request still pending": async (ctx) => {
    const { message, recipient } = await attachmentTellings["requests-still-pending"](ctx);
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
    const { message, recipient } = await attachmentTellings["subscriptions-requested"](ctx);
    if (message.kind !== "subscriptions-requested") throw new Error("another message");
    return { message: { ...message, subscriptionIds: message.subscriptionIds.slice(0, 1) }, recipient };
  },
  "weekly summary": (ctx) => summary(ctx, "week"),
  "manager appointed, to the others": async (ctx) => {
    const { message, member } = await appointed(ctx);
    return { message, recipient: member.contactEmail };
  },
};

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
