import { and, desc, eq, gt, inArray, ne, sql } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachments, structureHistory } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { fullName, type Letter, mailSentences, structureName } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/**
 * N-17: the main role passed on, told to whom it left and to whom it came; the latter also that software signs in
 * with a password which he has not made (SEC-64).
 */
export async function managementTransferred(
  ctx: Context,
  { message, recipient, language }: MailOrder<"management-transferred">,
): Promise<Letter | null> {
  const { structureId, fromId, toId } = message;
  const people = await ctx.db
    .select()
    .from(accounts)
    .where(and(inArray(accounts.id, fromId ? [fromId, toId] : [toId]), ne(accounts.status, "erased")));
  const to = people.find(({ id }) => id === toId);
  const from = people.find(({ id }) => id === fromId) ?? null;
  // Two people may share one contact address: it is then told once, as to the new manager (R-1101).
  const reader = [to, from].find((person) => person?.contactEmail === recipient);
  if (!to || !reader) return null;
  const [held] = await ctx.db
    .select({ structure: structures })
    .from(attachments)
    .innerJoin(structures, eq(structures.id, attachments.structureId))
    .where(
      and(
        eq(attachments.accountId, toId),
        eq(attachments.structureId, structureId),
        eq(attachments.role, "primary-manager"),
        eq(attachments.status, "approved"),
      ),
    );
  // It passed on again, or was taken back: that has its own mail.
  if (!held) return null;
  const [transfer] = await ctx.db
    .select({ happenedAt: structureHistory.happenedAt })
    .from(structureHistory)
    .where(and(eq(structureHistory.structureId, structureId), eq(structureHistory.kind, "management-transferred")))
    .orderBy(desc(structureHistory.happenedAt))
    .limit(1);

  const { t, say } = mailSentences(ctx.env, language);
  const structure = structureName(held.structure);
  const side = reader.id === toId ? "received" : "handedOver";
  const warns = side === "received" && (await hasForeignPassword(ctx, { structureId, toId }));
  return {
    title: t(`managementTransferred.${side}.title`, { structure }),
    addressee: reader,
    paragraphs: [
      say(`managementTransferred.${side}.told`, { structure, successor: fullName(to) }),
      say(`managementTransferred.${side}.next`),
    ],
    facts: [
      { term: t("facts.structure"), details: structure },
      { term: t("facts.primaryManager"), details: fullName(to) },
      ...(from ? [{ term: t("facts.formerPrimaryManager"), details: fullName(from) }] : []),
      ...(transfer ? [{ term: t("facts.date"), details: formatMoment(transfer.happenedAt) }] : []),
    ],
    action: { label: t("openStructure"), address: mailLinks(ctx.env).structure(structureId) },
    notes: warns ? [say("managementTransferred.received.technicalAccount")] : [],
  };
}

/** Whether the structure's technical account has a live password that its new manager did not make himself. */
async function hasForeignPassword(
  ctx: Context,
  { structureId, toId }: { structureId: string; toId: string },
): Promise<boolean> {
  const foreign = await ctx.db
    .select({ id: technicalSecrets.id })
    .from(technicalSecrets)
    .innerJoin(technicalAccounts, eq(technicalAccounts.id, technicalSecrets.technicalAccountId))
    .where(
      and(
        eq(technicalAccounts.structureId, structureId),
        gt(technicalSecrets.expiresAt, ctx.now()),
        sql`${technicalSecrets.madeBy} is distinct from ${toId}`,
      ),
    )
    .limit(1);
  return foreign.length > 0;
}
