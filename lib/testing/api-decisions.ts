import { callApi } from "./api-world";
import type { TestContext } from "./context";

/** What software sends to approve. */
export const approve = { decision: "approve" };

/** What it sends to refuse. */
export const refuse = { decision: "refuse", reason: "Vous n'êtes pas\nde la maison." };

/** Sends a decision on that request. */
export function decide(
  ctx: TestContext,
  caller: { token: string },
  id: string,
  body: unknown,
  of: "attachment" | "subscription" = "attachment",
) {
  return callApi(ctx, `POST /api/v1/${of}-requests/${id}/decision`, { token: caller.token, body });
}
