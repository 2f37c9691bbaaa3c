import { and, isNull } from "drizzle-orm";
import { sessions } from "@/drizzle/schema/account";
import { actsIn } from "@/lib/audit/acting-session";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdsSecret } from "./holds-secret";

/** Ends the session that holds this secret, its newest one included; a second click changes nothing. */
export async function signOut(ctx: Context, secret: string): Promise<{ kind: "signed-out" } | { kind: "already-out" }> {
  return inTransaction(ctx, async (tx) => {
    const [ended] = await tx.db
      .update(sessions)
      .set({ endedAt: tx.now() })
      .where(and(holdsSecret(secret, tx.now()), isNull(sessions.endedAt)))
      .returning({ id: sessions.id, accountId: sessions.accountId, acting: actsIn(sessions.id) });
    if (!ended) return { kind: "already-out" };
    const { id, accountId } = ended;
    await recordEvent(tx, { kind: "signed-out", actorId: accountId, targetId: accountId, facts: { sessionId: id } });
    return { kind: "signed-out" };
  });
}
