import { z } from "zod";
import { identifierType } from "@/drizzle/schema/structure";
import { onOneLine, optionalPlainText } from "@/lib/platform/plain-text";
import { tickedIds } from "@/lib/platform/ticked-ids";
import { toldTogether } from "@/lib/platform/told-together";

/** How long a comment or a reason may be. */
export const COMMENT_LENGTH = 255;

/** A comment: several lines are told as one. */
export const commentField = onOneLine(optionalPlainText(COMMENT_LENGTH));

const departmentIds = tickedIds(500);

/** What must be typed to find a structure to join (S-11, R-853). */
export const structureSearchInput = toldTogether(
  z.strictObject({
    identifierType: z.enum(identifierType.enumValues, "M-01"),
    identifier: z.string("M-01").max(100, "M-16"),
  }),
  "identifier",
);
export type StructureSearch = z.output<typeof structureSearchInput>;

/** "Valider" in S-11. */
export const attachmentRequestInput = z.strictObject({
  structureId: z.uuid(),
  departmentIds,
  comment: commentField,
});

/** What can still be corrected of a request that waits. */
export const requestCorrectionInput = z.strictObject({ attachmentId: z.uuid(), departmentIds, comment: commentField });

/** A question about one's own attachment, answered with yes. */
export const ownAttachmentInput = z.strictObject({ attachmentId: z.uuid() });
