import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import { typedSearch } from "@/lib/platform/typed-search";
import type { Permit } from "@/lib/structure/permit";
import type { Role } from "@/lib/structure/rights";

/** Someone to whom the main role can go (R-007). */
export interface Successor {
  attachmentId: string;
  familyName: string;
  givenName: string;
  contactEmail: string;
  role: Role;
}

/** More people than that are searched, not scrolled through. */
export const SUCCESSORS_SHOWN = 20;

/** Those found, how many they are in all, and the one who was chosen, when he is fit. */
export interface Successors {
  rows: Successor[];
  total: number;
  chosen: Successor | null;
}

/**
 * Those who may become primary manager, secondary managers first, the first twenty of those found, in one statement:
 * active accounts with an approved attachment to the structure, and neither the primary manager nor oneself (R-007).
 */
export async function findSuccessors(
  ctx: Context,
  permit: Permit<"transfer-management">,
  { text, chosenId }: { text: string; chosenId: string | null },
): Promise<Successors> {
  const words = typedSearch(text).split(/\s+/).filter(Boolean).slice(0, 8);
  const found = words.map((word) => sql`strpos(name, fold(${word})) > 0`);
  const successor = sql`json_build_object('attachmentId', id, 'familyName', family_name, 'givenName', given_name,
    'contactEmail', contact_email, 'role', role)`;
  const { rows } = await ctx.db.execute<{ total: string | number; rows: Successor[]; chosen: Successor | null }>(sql`
    with fit as (
      select own.id, account.family_name, account.given_name, account.contact_email, own.role,
        fold(account.family_name || ' ' || account.given_name || ' ' || account.contact_email) as name
      from attachments own join accounts account on account.id = own.account_id
      where own.structure_id = ${permit.structureId} and own.status = 'approved' and own.role <> 'primary-manager'
        and account.status = 'active' and account.id <> ${permit.holder.accountId}
    ), found as (
      select *, row_number() over (order by role, fold(family_name), fold(given_name), id) as place from fit
      ${found.length > 0 ? sql`where ${sql.join(found, sql` and `)}` : sql``}
    )
    select (select count(*) from found) as total,
      coalesce((select json_agg(${successor} order by place) from found where place <= ${SUCCESSORS_SHOWN}), '[]') as rows,
      (select ${successor} from fit where id = ${chosenId}::uuid) as chosen`);
  const [answer] = rows;
  return { rows: answer?.rows ?? [], total: Number(answer?.total ?? 0), chosen: answer?.chosen ?? null };
}
