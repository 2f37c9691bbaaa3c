import { sql } from "drizzle-orm";
import type { AsJson } from "@/lib/platform/as-json";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import type { WorkspaceCode } from "@/lib/workspace/workspace";

/** A workspace that the structure has opened. */
export interface StructureWorkspace {
  workspace: WorkspaceCode;
  openedAt: Date;
  /** People who use it, and who wait for it. */
  users: number;
  waiting: number;
}

/** The block "Liste des espaces de la structure", and how many people closing some of them would concern. */
export interface StructureWorkspaces {
  opened: StructureWorkspace[];
  /** Of the `chosen` ones together: nobody is counted twice. */
  concerned: { users: number; waiting: number };
}

/** What is open on the structure, in the order of the tabs, in one statement. */
export async function findStructureWorkspaces(
  ctx: Context,
  { structureId }: Permit<"view-sheet">,
  { chosen }: { chosen: readonly WorkspaceCode[] },
): Promise<StructureWorkspaces> {
  const { rows } = await ctx.db.execute<AsJson<StructureWorkspaces>>(sql`
    with live as (
      select account_id, workspace, status from subscriptions
      where structure_id = ${structureId} and status in ('active', 'pending')
    )
    select coalesce((
      select json_agg(json_build_object('workspace', opened.workspace, 'openedAt', opened.opened_at,
        'users', (
          select count(distinct account_id) from live where workspace = opened.workspace and status = 'active'
        ),
        'waiting', (
          select count(distinct account_id) from live where workspace = opened.workspace and status = 'pending'
        )) order by opened.workspace)
      from open_workspaces opened where opened.structure_id = ${structureId}
    ), '[]') as opened, (
      select json_build_object(
        'users', count(distinct account_id) filter (where status = 'active'),
        'waiting', count(distinct account_id) filter (where status = 'pending'))
      from live where workspace = any(string_to_array(${chosen.join(",")}, ',')::workspace_code[])
    ) as concerned`);
  const { opened = [], concerned = { users: 0, waiting: 0 } } = rows[0] ?? {};
  return { opened: opened.map((line) => ({ ...line, openedAt: new Date(line.openedAt) })), concerned };
}
