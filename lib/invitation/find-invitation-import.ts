import { sql } from "drizzle-orm";
import { rolesToGive } from "@/lib/attachment/member";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { isActiveDepartment } from "./active-department";
import type { InvitationChoices } from "./find-invitation-choices";
import { isKept, keptText } from "./kept-file";

/** What can be offered, and the file that was read last for this import, when there is one. */
export interface InvitationImport extends InvitationChoices {
  /** Null: none of that id, not by this person for this structure, or read too long ago. */
  text: string | null;
}

/** What may be offered, with the text of a file that waits to be confirmed, in one statement (R-1404). */
export async function findInvitationImport(
  ctx: Context,
  permit: Permit<"manage-members">,
  { fileId }: { fileId: string | null },
): Promise<InvitationImport> {
  const { structureId, holder, capacity } = permit;
  const { rows } = await ctx.db.execute<Omit<InvitationImport, "roles"> & Record<string, unknown>>(sql`
    select
      coalesce((
        select json_agg(json_build_object('id', department.id, 'code', department.code, 'name', department.name)
          order by fold(department.name), department.code)
        from departments department where department.structure_id = ${structureId} and ${isActiveDepartment(ctx.now())}
      ), '[]') as departments,
      coalesce((
        select json_agg(open.workspace order by open.workspace) from open_workspaces open
        where open.structure_id = ${structureId}
      ), '[]') as workspaces,
      (select ${keptText} from operations where ${isKept(ctx.now(), { fileId, structureId, accountId: holder.accountId })})
        as text`);
  const { departments = [], workspaces = [], text = null } = rows[0] ?? {};
  const roles = rolesToGive(capacity, ctx.env.SECONDARY_MANAGERS === "on");
  return { departments, workspaces, text, roles };
}
