import { and, eq, gt, inArray } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { invitations } from "@/drizzle/schema/attachment";
import { departments, structures } from "@/drizzle/schema/structure";
import { formatMoment } from "@/lib/i18n/format-moment";
import { permissionsSchema } from "@/lib/invitation/invitation";
import type { Context } from "@/lib/platform/context";
import { fullName, type Letter, mailSentences, structureName } from "../letter";
import { departmentsFact, workspacesFact } from "../letter-facts";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-18: a manager invites whoever reads at that address; only the owner of its account may answer (R-909, SEC-69). */
export async function invitedToStructure(
  ctx: Context,
  { message, recipient, language }: MailOrder<"invited-to-structure">,
): Promise<Letter | null> {
  const [invited] = await ctx.db
    .select({ invitation: invitations, structure: structures, inviter: accounts })
    .from(invitations)
    .innerJoin(structures, eq(structures.id, invitations.structureId))
    .leftJoin(accounts, and(eq(accounts.id, invitations.invitedBy), eq(accounts.status, "active")))
    .where(
      and(
        eq(invitations.id, message.invitationId),
        eq(invitations.email, recipient),
        eq(invitations.status, "pending"),
        gt(invitations.expiresAt, ctx.now()),
        eq(structures.status, "active"),
      ),
    );
  if (!invited) return null;
  const { invitation, inviter } = invited;
  const offered = permissionsSchema.parse(invitation.permissions);
  const named = await departmentNames(ctx, invitation.structureId, offered.departmentIds);

  const sentences = mailSentences(ctx.env, language);
  const { t, say, organisations } = sentences;
  const structure = structureName(invited.structure);
  const links = mailLinks(ctx.env);
  return {
    title: t("invitedToStructure.title", { structure }),
    // We may not know who reads here, and do not look whether we do.
    addressee: null,
    paragraphs: [
      inviter
        ? say("invitedToStructure.byName", { inviter: fullName(inviter), structure })
        : say("invitedToStructure.byManager", { structure }),
      say("invitedToStructure.choice"),
    ],
    facts: [
      { term: t("facts.structure"), details: structure },
      { term: t("facts.role"), details: organisations(`roles.${invitation.role}`) },
      departmentsFact(sentences, named),
      ...workspacesFact(sentences, offered.workspaces),
    ],
    action: { label: t("invitedToStructure.action"), address: links.invitations() },
    notes: [
      say("invitedToStructure.signUp", { address: links.signUp() }),
      say("invitedToStructure.validity", { date: formatMoment(invitation.expiresAt) }),
      say("invitedToStructure.notYou"),
    ],
  };
}

async function departmentNames(ctx: Context, structureId: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select({ name: departments.name })
    .from(departments)
    .where(and(eq(departments.structureId, structureId), inArray(departments.id, ids)))
    .orderBy(departments.name);
  return rows.map(({ name }) => name);
}
