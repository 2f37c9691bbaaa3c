import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { attachments, invitations, structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { departments } from "@/drizzle/schema/structure";
import {
  type Account,
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aStructure,
  type Structure,
} from "@/lib/testing/people";
import { freshIdentifier } from "./known-structures";
import { behind } from "./people";
import type { Portal } from "./portals";

/** A structure with everybody in it: two managers, two members, two requests that wait, and what its sheet holds. */
export interface House {
  structure: Structure;
  primaryManager: Account;
  secondaryManager: Account;
  member: Account;
  requester: Account;
  ids: {
    structure: string;
    memberAttachment: string;
    suspendedAttachment: string;
    attachmentRequest: string;
    subscriptionRequest: string;
    department: string;
    invitation: string;
  };
}

/** A house of its own for a test; names are the same in each, addresses and identifiers are not. */
export async function aHouse(portal: Portal, details: Partial<Structure> = {}): Promise<House> {
  const ctx = behind(portal);
  try {
    const someone = (givenName: string, familyName: string) => {
      const email = `${givenName.toLowerCase()}.${randomBytes(6).toString("hex")}@example.org`;
      return anAccount(ctx, { email, contactEmail: email, givenName, familyName });
    };
    const provisional = { identifierType: "EN_COURS_IMMATRICULATION", identifier: freshIdentifier() } as const;
    const structure = await aStructure(ctx, {
      ...provisional,
      legalName: "Tonnellerie Kerguelen",
      opened: ["ENGAGEMENTS", "FACTURES_EMISES", "SOLLICITATIONS_EMISES", "SUIVI_FLUX"],
      ...details,
    });
    const structureId = structure.id;
    const primaryManager = await someone("Sophie", "Kerguelen");
    const secondaryManager = await someone("Marc", "Kerguelen");
    const member = await someone("Lucas", "Kerguelen");
    const suspended = await someone("Jeanne", "Kerguelen");
    const requester = await someone("Ines", "Kerguelen");
    await aManagerOf(ctx, structure, { account: primaryManager });
    await aMemberOf(ctx, structure, { account: secondaryManager, role: "secondary-manager" });
    const { attachment: memberAttachment } = await aMemberOf(ctx, structure, { account: member });
    const { attachment: suspendedAttachment } = await aMemberOf(ctx, structure, { account: suspended });
    await ctx.db.update(attachments).set({ status: "suspended" }).where(eq(attachments.id, suspendedAttachment.id));
    const { attachment: attachmentRequest } = await aPendingRequest(ctx, structure, { account: requester });

    const now = ctx.now();
    const department = ctx.id();
    await ctx.db
      .insert(departments)
      .values({ id: department, structureId, code: "ACHATS", name: "Achats", validFrom: "2020-01-01" });
    const subscriptionRequest = ctx.id();
    await ctx.db.insert(subscriptions).values({
      id: subscriptionRequest,
      accountId: member.id,
      structureId,
      workspace: "ENGAGEMENTS",
      access: "read",
      status: "pending",
      requestedAt: now,
    });
    const invitation = ctx.id();
    await ctx.db.insert(invitations).values({
      id: invitation,
      structureId,
      email: `guest.${randomBytes(6).toString("hex")}@example.org`,
      role: "member",
      permissions: { departmentIds: [], workspaces: [] },
      invitedBy: primaryManager.id,
      invitedAt: now,
      sentAt: now,
      expiresAt: new Date(now.getTime() + 20 * 24 * 3600 * 1000),
    });
    await ctx.db.insert(structureHistory).values({
      id: ctx.id(),
      structureId,
      happenedAt: now,
      kind: "attachment-approved",
      actorId: primaryManager.id,
      subjectId: member.id,
      targetId: memberAttachment.id,
    });
    return {
      structure,
      primaryManager,
      secondaryManager,
      member,
      requester,
      ids: {
        structure: structureId,
        memberAttachment: memberAttachment.id,
        suspendedAttachment: suspendedAttachment.id,
        attachmentRequest: attachmentRequest.id,
        subscriptionRequest,
        department,
        invitation,
      },
    };
  } finally {
    await ctx.close();
  }
}
