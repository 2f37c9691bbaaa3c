import { type SQL, sql } from "drizzle-orm";
import { searchWords } from "@/lib/platform/search-words";
import type { Actor } from "./actor";

/** The structures whose requests the actor decides, as the database says at this very moment (SEC-61). */
export function structuresManagedBy(actor: Actor): SQL {
  return sql`
    select own.structure_id from attachments own
    where own.account_id = ${actor.accountId} and own.status = 'approved' and own.role <> 'member'`;
}

/** What a closed account has asked for is frozen: it waits for nobody, and comes back with the account. */
export function isAskedByActive(request: SQL): SQL {
  return sql`exists (select from accounts asker where asker.id = ${request}.account_id and asker.status = 'active')`;
}

/**
 * A workspace can be granted to an approved person alone: the request of one who is suspended is frozen too, and
 * comes back with him.
 */
export function isAskedByMember(request: SQL): SQL {
  return sql`(${isAskedByActive(request)} and exists (
    select from attachments own where own.account_id = ${request}.account_id
      and own.structure_id = ${request}.structure_id and own.status = 'approved'
  ))`;
}

/** What a search over requests looks into: the requester's name and what is known of the structure (R-1207). */
export function requestMatches(query: string): SQL {
  const words = searchWords(query);
  if (words.length === 0) return sql`true`;
  const conditions = words.map(
    (word) =>
      sql`fold(person.given_name || ' ' || person.family_name) || ' ' || structure.search_text like '%' || fold(${word}) || '%'`,
  );
  return sql.join(conditions, sql` and `);
}

/** How many lines stand before a page; of one beyond the last, the last one is shown. */
export function linesBefore({ page, pageSize }: { page: number; pageSize: number }, table: SQL): SQL {
  return sql`(select least(${(page - 1) * pageSize}, greatest(count(*) - 1, 0) / ${pageSize}::int * ${pageSize}::int) from ${table})`;
}
