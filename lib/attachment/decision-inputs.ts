import { z } from "zod";
import { onOneLine, plainText } from "@/lib/platform/plain-text";
import { tickedIds } from "@/lib/platform/ticked-ids";
import { accessFields, grantsOf } from "./access-fields";
import { COMMENT_LENGTH } from "./inputs";

/** "Motif du refus *". */
const reason = onOneLine(plainText(COMMENT_LENGTH));

/**
 * "Valider": asked departments that stay ticked, role, first workspaces; a role above one's own is asked of the command
 * (R-906).
 */
export const attachmentApprovalInput = z
  .strictObject({
    attachmentId: z.uuid(),
    departmentIds: tickedIds(500),
    role: z.enum(["member", "secondary-manager"], "M-16").default("member"),
    ...accessFields,
  })
  .transform(({ attachmentId, departmentIds, role, ...choices }) => ({
    attachmentId,
    departmentIds,
    role,
    workspaces: grantsOf(choices),
  }));

/** "Refuser". */
export const attachmentRefusalInput = z.strictObject({ attachmentId: z.uuid(), reason });

/** "Valider", for a workspace. */
export const subscriptionApprovalInput = z.strictObject({ subscriptionId: z.uuid() });

/** "Refuser", for a workspace. */
export const subscriptionRefusalInput = z.strictObject({ subscriptionId: z.uuid(), reason });

const chosen = {
  of: z.enum(["attachments", "subscriptions"]),
  /** What was ticked; foreign and doubled ids are told row by row. */
  ids: tickedIds(500),
  /** Instead of ticked ones: everything this search had found when it was shown. */
  query: z.string().max(200).optional(),
  until: z.iso.datetime().optional(),
};

/** "Valider la sélection". */
export const chosenApprovalInput = z.strictObject(chosen);

/** "Refuser la sélection": one reason for all. */
export const chosenRefusalInput = z.strictObject({ ...chosen, reason });
