import { and, eq, sql } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Message } from "@/lib/outbox/message";
import type { Context } from "@/lib/platform/context";
import type { TechnicalAccountStatus } from "@/lib/technical-account/technical-account";
import { type Letter, mailSentences, structureName } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

type Told = Extract<Message, { kind: "technical-account-told" }>["event"];

/** What may still be done about it, or should be known, after each event. */
const sayings = {
  created: ["neverMailed", "notYou"],
  reset: ["neverMailed", "notYou"],
  "expires-soon": ["overlap"],
  expired: [],
  suspended: [],
  resumed: ["samePassword"],
  deleted: ["notYouDeleted"],
} as const satisfies Record<Told, readonly string[]>;

/** What is told again, at the address of then, to whoever manages the structure by the time that the mail would leave. */
const reminders: readonly Told[] = ["expires-soon", "expired"];

/**
 * N-19: what happened to a technical account or soon will, told to its primary manager: technical login, structure and
 * expiry, never a password. A reminder leaves only for the contact address he has as it leaves (R-1010); an act is told
 * once, at the address noted with it, as long as the same person manages the structure.
 */
export async function technicalAccountTold(
  ctx: Context,
  { message, recipient, language }: MailOrder<"technical-account-told">,
): Promise<Letter | null> {
  const { technicalAccountId, event, accountId } = message;
  const isForReader =
    accountId === undefined || reminders.includes(event)
      ? eq(accounts.contactEmail, recipient)
      : eq(accounts.id, accountId);
  const expiresAt = new Date(message.expiresAt);
  const [found] = await ctx.db
    .select({
      login: technicalAccounts.login,
      status: technicalAccounts.status,
      structure: structures,
      manager: accounts,
      newestEnd: sql<string | Date | null>`(
        select secret.expires_at from ${technicalSecrets} secret
        where secret.technical_account_id = ${technicalAccounts.id}
        order by secret.created_at desc, secret.expires_at desc limit 1
      )`,
    })
    .from(technicalAccounts)
    .innerJoin(structures, eq(structures.id, technicalAccounts.structureId))
    .innerJoin(
      attachments,
      and(
        eq(attachments.structureId, structures.id),
        eq(attachments.role, "primary-manager"),
        eq(attachments.status, "approved"),
      ),
    )
    .innerJoin(accounts, and(eq(accounts.id, attachments.accountId), eq(accounts.status, "active")))
    .where(and(eq(technicalAccounts.id, technicalAccountId), isForReader));
  if (!found) return null;
  const isNewest = found.newestEnd !== null && new Date(found.newestEnd).getTime() === expiresAt.getTime();
  if (isOver({ event, expiresAt, status: found.status, isNewest }, ctx.now())) return null;

  const { t, say } = mailSentences(ctx.env, language);
  const structure = structureName(found.structure);
  const links = mailLinks(ctx.env);
  const isDeleted = event === "deleted";
  return {
    title: t(`technicalAccountTold.${event}.title`, { structure }),
    addressee: found.manager,
    paragraphs: [
      say(`technicalAccountTold.${event}.told`, { structure, date: formatMoment(expiresAt) }),
      say(`technicalAccountTold.${event}.next`),
    ],
    facts: [
      { term: t("facts.technicalLogin"), details: found.login },
      { term: t("facts.structure"), details: structure },
      ...(isDeleted ? [] : [{ term: t("facts.passwordExpiry"), details: formatMoment(expiresAt) }]),
    ],
    action: isDeleted
      ? { label: t("openStructure"), address: links.structure(found.structure.id) }
      : { label: t("technicalAccountTold.action"), address: links.technicalAccount(found.structure.id) },
    notes: sayings[event].map((key) => say(`technicalAccountTold.${key}`)),
  };
}

/** Whether something later says more: a reset, an end that has come, a standing that changed again. */
function isOver(
  told: { event: Told; expiresAt: Date; status: TechnicalAccountStatus; isNewest: boolean },
  now: Date,
): boolean {
  const { event, expiresAt, status, isNewest } = told;
  switch (event) {
    case "created":
    case "reset":
      return status === "deleted";
    case "expires-soon":
      return status === "deleted" || !isNewest || expiresAt <= now;
    case "expired":
      return status === "deleted" || !isNewest;
    case "suspended":
      return status !== "suspended";
    case "resumed":
      return status !== "active";
    case "deleted":
      return status !== "deleted";
  }
}
