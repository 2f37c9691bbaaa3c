import type { Context } from "@/lib/platform/context";
import { countUse, throttleKey } from "@/lib/platform/throttle";
import { type RequestReactivationOutcome, requestReactivation } from "./request-reactivation";

const HOUR = 3600;

/**
 * S-08: whoever gave the right password of a deactivated account asks for it back. Counted by origin and for the
 * whole portal as well (SEC-28).
 */
export async function askForReactivation(
  ctx: Context,
  { accountId, origin }: { accountId: string; origin: string },
): Promise<RequestReactivationOutcome | { kind: "too-many-attempts" }> {
  const use = await countUse(ctx, [
    { key: throttleKey("reactivation-origin", origin), limit: origin === "unknown" ? 1000 : 20, window: HOUR },
    { key: throttleKey("reactivation"), limit: 2000, window: HOUR },
  ]);
  if (use.kind === "closed") return { kind: "too-many-attempts" };
  return requestReactivation({ ...ctx, origin }, { accountId });
}
