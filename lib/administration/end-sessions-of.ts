import { endSessions } from "@/lib/account/end-sessions";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdSupport, noteSupportAct, type SupportAct } from "./support-act";

export type EndSessionsOfOutcome = { kind: "ended"; count: number } | { kind: "none" } | { kind: "not-permitted" };

/** Support signs somebody out everywhere (SEC-46). Of one's own sessions the one in use goes on. */
export async function endSessionsOf(
  ctx: Context,
  act: SupportAct,
  { accountId }: { accountId: string },
): Promise<EndSessionsOfOutcome> {
  return inTransaction(ctx, async (tx) => {
    if (!(await holdSupport(tx, act))) return { kind: "not-permitted" };
    const { accountId: actorId, sessionId } = act.administrator;
    const count = await endSessions(tx, { accountId, except: accountId === actorId ? sessionId : null });
    if (count === 0) return { kind: "none" };
    const facts = { sessionId: null, count, by: "administrator" } as const;
    await recordEvent(tx, { kind: "session-ended", actorId, targetId: accountId, facts });
    await noteSupportAct(tx, act, { name: "end-sessions", targetId: accountId });
    return { kind: "ended", count };
  });
}
