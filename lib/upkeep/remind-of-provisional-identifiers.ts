import { type SQL, sql } from "drizzle-orm";
import type { Language } from "@/lib/i18n/language";
import { inDays } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import { tellOnce } from "./tell-once";

/** after so many days without a SIRET. */
const REMINDER_DAYS = 90;
/** Whoever was never told until then is not told any more: the mails of a year ago are forgotten, and it would come twice. */
const LAST_DAY = 300;
/** Of one run; what is left comes with the next one. */
const MOST = 500;

/**
 * Reminds the primary manager, once, that the identifier of a structure in the course of registration is provisional
 * (R-160, N-22). Returns how many mails that makes.
 */
export async function remindOfProvisionalIdentifiers(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ structureId: string; contactEmail: string; language: Language }>(sql`
    select structure.id as "structureId", person.contact_email as "contactEmail", person.language
    ${fromProvisional(ctx.now())} order by structure.created_at, structure.id limit ${MOST}`);
  return tellOnce(
    ctx,
    rows.map(({ structureId, contactEmail, language }) => ({
      message: { kind: "provisional-identifier-reminder", structureId },
      recipient: contactEmail,
      language,
      event: `provisional-identifier-reminder:${structureId}`,
    })),
  );
}

/** How many reminders the next run would send. */
export async function countProvisionalIdentifiers(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) from (select ${fromProvisional(ctx.now())} limit ${MOST}) due`);
  return Number(rows[0]?.count);
}

function fromProvisional(now: Date): SQL {
  return sql`
    from structures structure
    join attachments own on own.structure_id = structure.id and own.role = 'primary-manager' and own.status = 'approved'
    join accounts person on person.id = own.account_id and person.status = 'active'
    where structure.identifier_type = 'EN_COURS_IMMATRICULATION' and structure.status = 'active'
      and structure.created_at <= ${inDays(now, -REMINDER_DAYS).toISOString()}::timestamptz
      and structure.created_at > ${inDays(now, -LAST_DAY).toISOString()}::timestamptz
      and not exists (
        select from outbox_messages told where told.event = 'provisional-identifier-reminder:' || structure.id
      )`;
}
