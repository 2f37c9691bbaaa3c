import type { Context } from "@/lib/platform/context";
import { type Budget, countUse } from "@/lib/platform/throttle";
import type { Permit } from "@/lib/structure/permit";

const HOUR = 3600;
const DAY = 24 * HOUR;

/**
 * Counts an invitation that is about to be sent (SEC-28, SEC-31). Never inside a transaction: what everybody shares would
 * be locked until it ends.
 */
export async function countInvitation(
  ctx: Context,
  permit: Permit<"manage-members">,
): Promise<{ kind: "open" } | { kind: "too-many-invitations" }> {
  // One after the other: who has spent his own takes nothing from the wider ones, which are everybody's.
  for (const budget of budgetsOf(permit)) {
    const use = await countUse(ctx, [budget]);
    if (use.kind === "closed") return { kind: "too-many-invitations" };
  }
  return { kind: "open" };
}

/** The narrowest first. Two files of a thousand lines a day are a large company; more is somebody who writes to the world. */
function budgetsOf({ holder, structureId }: Permit): Budget[] {
  return [
    { key: `invite:${holder.accountId}`, limit: 2000, window: DAY },
    { key: `invite-for:${structureId}`, limit: 3000, window: DAY },
    { key: "invite-anywhere", limit: 20_000, window: HOUR },
  ];
}
