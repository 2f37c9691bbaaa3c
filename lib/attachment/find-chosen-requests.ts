import { type SQL, sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Actor } from "./actor";
import { isAskedByActive, requestMatches, structuresManagedBy } from "./desk-scope";

/** Which requests a mass action is about: those that were ticked, or all that a search finds. */
export type Choice =
  | { of: "attachments" | "subscriptions"; ids: string[] }
  | {
      of: "attachments" | "subscriptions";
      query: string;
      /** When they were shown: nothing that came later is decided unseen. */
      until: Date;
    };

/** A chosen request, as it is named before and after the decision (R-907). */
export interface ChosenRequest {
  id: string;
  requester: string;
  legalName: string;
  /** Asked departments of an attachment; the one of a subscription. */
  departments: string[];
  workspace: WorkspaceCode | null;
  isPending: boolean;
  /** Somebody else of that structure, attached or waiting, has the same name. */
  hasNamesake: boolean;
  /** The same person asked the same before. */
  hasEarlier: boolean;
}

/** Those of the chosen requests that are in the structures one manages, oldest first; others are not told of (SEC-61). */
export async function findChosenRequests(
  ctx: Context,
  actor: Actor,
  { limit, ...choice }: Choice & { limit: number },
): Promise<ChosenRequest[]> {
  const { table, departments, workspace, isSame } = shapes[choice.of];
  const { rows } = await ctx.db.execute<{ [Key in keyof ChosenRequest]: ChosenRequest[Key] }>(sql`
    with chosen as materialized (
      select request.*, structure.legal_name, person.given_name || ' ' || person.family_name as requester,
        fold(person.given_name || ' ' || person.family_name) as name
      from ${table} request
      join accounts person on person.id = request.account_id
      join structures structure on structure.id = request.structure_id
      where request.structure_id in (${structuresManagedBy(actor)}) and ${chosenBy(choice)}
      order by request.requested_at, request.id limit ${limit}
    ), people as materialized (
      select theirs.structure_id, fold(person.given_name || ' ' || person.family_name) as name,
        min(theirs.account_id::text) as first_id, max(theirs.account_id::text) as last_id
      from attachments theirs join accounts person on person.id = theirs.account_id
      where theirs.structure_id in (select structure_id from chosen)
        and theirs.status in ('pending', 'approved', 'suspended')
      group by 1, 2
    )
    select chosen.id, chosen.requester, chosen.legal_name as "legalName", ${departments} as departments,
      ${workspace} as workspace, chosen.status = 'pending' as "isPending",
      coalesce(
        people.first_id <> chosen.account_id::text or people.last_id <> chosen.account_id::text, false
      ) as "hasNamesake",
      exists (
        select from ${table} past
        where past.account_id = chosen.account_id and past.structure_id = chosen.structure_id
          and past.id <> chosen.id and ${isSame}
      ) as "hasEarlier"
    from chosen
    left join people on people.structure_id = chosen.structure_id and people.name = chosen.name
    order by chosen.requested_at, chosen.id`);
  return rows;
}

function chosenBy(choice: Choice): SQL {
  if ("ids" in choice) {
    if (choice.ids.length === 0) return sql`false`;
    const ids = sql.join(
      choice.ids.map((id) => sql`${id}::uuid`),
      sql`, `,
    );
    return sql`request.id in (${ids})`;
  }
  return sql`request.status = 'pending' and request.requested_at <= ${choice.until.toISOString()}::timestamptz
    and ${isAskedByActive(sql`request`)} and ${requestMatches(choice.query)}`;
}

const shapes: Record<Choice["of"], { table: SQL; departments: SQL; workspace: SQL; isSame: SQL }> = {
  attachments: {
    table: sql`attachments`,
    departments: sql`coalesce((
      select json_agg(department.name order by fold(department.name))
      from attachment_departments line join departments department on department.id = line.department_id
      where line.attachment_id = chosen.id and line.status = 'pending'
    ), '[]')`,
    workspace: sql`null`,
    isSame: sql`true`,
  },
  subscriptions: {
    table: sql`subscriptions`,
    departments: sql`coalesce((
      select json_agg(department.name) from departments department where department.id = chosen.department_id
    ), '[]')`,
    workspace: sql`chosen.workspace`,
    isSame: sql`past.workspace = chosen.workspace`,
  },
};
