import type { Context } from "@/lib/platform/context";
import { countUse, throttleKey } from "@/lib/platform/throttle";
import { type AssessNewIdentifierOutcome, assessNewIdentifier, type WantedIdentifier } from "./assess-new-identifier";
import type { Permit } from "./permit";

export type ProposeIdentifierOutcome = AssessNewIdentifierOutcome | { kind: "too-many-checks" };

/** as many as a visitor's own checks. */
const CHECKS_A_MINUTE = 10;

/** Checks a typed identifier before its change is shown for review (R-170, A11Y-25), at most ten times a minute. */
export async function proposeIdentifier(
  ctx: Context,
  permit: Permit<"change-identifier">,
  wanted: WantedIdentifier,
): Promise<ProposeIdentifierOutcome> {
  const key = throttleKey("register-check", permit.holder.accountId);
  const use = await countUse(ctx, [{ key, limit: CHECKS_A_MINUTE, window: 60 }]);
  return use.kind === "closed" ? { kind: "too-many-checks" } : assessNewIdentifier(ctx, permit, wanted);
}
