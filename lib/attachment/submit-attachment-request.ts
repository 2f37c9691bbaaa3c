import { type Context, inTransaction } from "@/lib/platform/context";
import { countUse, throttleKey } from "@/lib/platform/throttle";
import type { Actor } from "./actor";
import { type RequestAttachmentOutcome, requestAttachment } from "./request-attachment";

const REQUESTS_A_DAY = 20;

/** `too-many-requests`: nobody needs so many in a day, and each one writes to people (M-60). */
export type SubmitAttachmentRequestOutcome = RequestAttachmentOutcome | { kind: "too-many-requests" };

/** "Valider" in S-11: a signed-in person asks to be attached to a structure he found. */
export async function submitAttachmentRequest(
  ctx: Context,
  actor: Actor,
  request: { structureId: string; departmentIds: string[]; comment: string | null },
): Promise<SubmitAttachmentRequestOutcome> {
  const { accountId, sessionId, givenName, familyName } = actor;
  const key = throttleKey("attachment-request", accountId);
  const use = await countUse(ctx, [{ key, limit: REQUESTS_A_DAY, window: 24 * 3600 }]);
  if (use.kind === "closed") return { kind: "too-many-requests" };
  return inTransaction(ctx, (tx) =>
    requestAttachment(tx, { ...request, accountId, sessionId, fullName: `${givenName} ${familyName}` }),
  );
}
