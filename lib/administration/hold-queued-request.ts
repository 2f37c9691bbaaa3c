import { type Belonging, findPermitOver } from "@/lib/attachment/find-permit-over";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { holdSupport, type SupportAct } from "./support-act";

export type HoldQueuedRequestOutcome =
  | { kind: "held"; permit: Permit<"decide-requests"> }
  | { kind: "not-permitted" }
  | { kind: "not-found" };

/**
 * The first thing a decision of support on a request does: an administrator still, he decides where nobody manages the
 * structure; a request that managers decide is not there for him (SEC-61).
 */
export async function holdQueuedRequest(
  tx: Context,
  act: SupportAct,
  request: Belonging,
): Promise<HoldQueuedRequestOutcome> {
  if (!(await holdSupport(tx, act))) return { kind: "not-permitted" };
  const decides = { of: request, right: "decide-requests", asSupport: true } as const;
  const permit = await findPermitOver(tx, act.administrator, decides);
  return permit?.capacity === "administrator" ? { kind: "held", permit } : { kind: "not-found" };
}
