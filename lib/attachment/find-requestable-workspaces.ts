import { sql } from "drizzle-orm";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { takenFreely, type WorkspaceCode } from "@/lib/workspace/workspace";

/** What S-12 offers to one person for one structure. */
export interface RequestableWorkspaces {
  /** Open, and not held yet for the whole structure. */
  workspaces: { workspace: WorkspaceCode; needsDecision: boolean }[];
  /** Those that serve today. */
  departments: { departmentId: string; code: string; name: string }[];
  /** Whether the structure has opened anything at all. */
  anyOpen: boolean;
  /** Who decides; empty where support does. */
  managers: string[];
}

/** The workspaces one may still ask for, in the order of the tabs, and for which departments. */
export async function findRequestableWorkspaces(
  ctx: Context,
  { structureId, holder, capacity }: Permit<"request-subscription">,
): Promise<RequestableWorkspaces> {
  const today = dayInParis(ctx.now());
  const { rows } = await ctx.db.execute<Found>(sql`
    select coalesce((
      select json_agg(json_build_object('workspace', opened.workspace, 'isHeld', exists (
        select from subscriptions held
        where held.account_id = ${holder.accountId} and held.structure_id = opened.structure_id
          and held.workspace = opened.workspace and held.department_id is null and held.status in ('pending', 'active')
      )) order by opened.workspace)
      from open_workspaces opened where opened.structure_id = ${structureId}
    ), '[]') as opened, coalesce((
      select json_agg(json_build_object('departmentId', id, 'code', code, 'name', name) order by fold(name), code)
      from departments where structure_id = ${structureId}
        and valid_from <= ${today}::date and (valid_until is null or valid_until >= ${today}::date)
    ), '[]') as departments, coalesce((
      select json_agg(manager.given_name || ' ' || manager.family_name order by own.role, fold(manager.family_name))
      from attachments own join accounts manager on manager.id = own.account_id
      where own.structure_id = ${structureId} and own.status = 'approved' and own.role <> 'member'
        and manager.status = 'active'
    ), '[]') as managers`);
  const { opened = [], departments = [], managers = [] } = rows[0] ?? {};
  const needsDecision = (workspace: WorkspaceCode) => capacity === "member" && !takenFreely.includes(workspace);
  return {
    workspaces: opened
      .filter(({ isHeld }) => !isHeld)
      .map(({ workspace }) => ({ workspace, needsDecision: needsDecision(workspace) })),
    departments,
    anyOpen: opened.length > 0,
    managers,
  };
}

type Found = {
  opened: { workspace: WorkspaceCode; isHeld: boolean }[];
  departments: RequestableWorkspaces["departments"];
  managers: string[];
};
