import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { type FileInvitation, readInvitationFile } from "./invitation-file";
import { isKept } from "./kept-file";
import { findInvitationImport } from "./queries";

export type TakeInvitationFileOutcome =
  | { kind: "taken"; invitations: FileInvitation[] }
  | { kind: "gone" }
  | { kind: "nothing-valid"; refused: number };

/**
 * Takes the lines of a kept file that are valid at this moment, once: sent twice, the second finds nothing. What was
 * valid when it was shown is judged again, as the structure is now (SEC-67).
 */
export async function takeInvitationFile(
  ctx: Context,
  permit: Permit<"manage-members">,
  { fileId }: { fileId: string },
): Promise<TakeInvitationFileOutcome> {
  const { structureId, holder } = permit;
  const { text, ...choices } = await findInvitationImport(ctx, permit, { fileId });
  if (text === null) return { kind: "gone" };
  const file = readInvitationFile(text, choices);
  const lines = file.kind === "read" ? file.lines : [];
  const invitations = lines.flatMap(({ verdict }) => (verdict.kind === "valid" ? verdict.invitation : []));
  if (invitations.length === 0) return { kind: "nothing-valid", refused: lines.length };
  const { rows } = await ctx.db.execute(sql`
    delete from operations where ${isKept(ctx.now(), { fileId, structureId, accountId: holder.accountId })} returning id`);
  return rows.length > 0 ? { kind: "taken", invitations } : { kind: "gone" };
}
