import { sql } from "drizzle-orm";
import { holdProof, type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import type { Actor } from "@/lib/attachment/actor";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { findOwnData, type OwnData } from "./find-own-data";

/** `busy`: another export of the same person is being made (SEC-99), or the session has just ended. */
export type ExportOwnDataOutcome = { kind: "exported"; data: OwnData } | { kind: "busy" };

/** A person takes his own data along, with the password, one export at a time (R-1204, SEC-45, SEC-99). */
export async function exportOwnData(
  ctx: Context,
  actor: Actor,
  { proof }: { proof: PasswordProof },
): Promise<ExportOwnDataOutcome> {
  requireOwnProof(proof, actor);
  const { accountId } = actor;
  return inTransaction(ctx, async (tx) => {
    const { rows } = await tx.db.execute<{ free: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtext('own-data-export'), hashtext(${accountId})) as free`,
    );
    if (!rows[0]?.free || !(await holdProof(tx, proof))) return { kind: "busy" };
    const data = await findOwnData(tx, actor);
    await recordEvent(tx, { kind: "own-data-exported", actorId: accountId, targetId: accountId, facts: {} });
    return { kind: "exported", data };
  });
}
