import { z } from "zod";
import { plainText } from "@/lib/platform/plain-text";
import { type WorkspaceCode, workspaces } from "@/lib/workspace/workspace";
import type { Access } from "./actor";
import { COMMENT_LENGTH } from "./inputs";

/** Boxes of one name: one alone arrives as a text, several as a list. */
function ids(max: number) {
  return z
    .union([z.uuid(), z.array(z.uuid()).max(max)])
    .default([])
    .transform((values) => [values].flat());
}

/** "Motif du refus *": several lines are told as one. */
const reason = z.preprocess(
  (text) => (typeof text === "string" ? text.replace(/[\r\n]+/g, " ") : text),
  plainText(COMMENT_LENGTH),
);

/** How the form asks for the access to one workspace. */
export function accessField(code: WorkspaceCode): `access-${WorkspaceCode}` {
  return `access-${code}`;
}

const accessChoice = z.enum(["none", "read", "write"], "M-16").default("none");
const accessChoices = Object.fromEntries(workspaces.map(({ code }) => [accessField(code), accessChoice]));

/** "Valider": asked departments that stay ticked, role, first workspaces; a role above one's own is asked of the command. */
export const attachmentApprovalInput = z
  .strictObject({
    attachmentId: z.uuid(),
    departmentIds: ids(500),
    role: z.enum(["member", "secondary-manager"], "M-16").default("member"),
    ...accessChoices,
  })
  .transform(({ attachmentId, departmentIds, role, ...choices }) => ({
    attachmentId,
    departmentIds,
    role,
    workspaces: workspaces.flatMap(({ code }) => {
      const access = (choices as Record<string, "none" | Access>)[accessField(code)] ?? "none";
      return access === "none" ? [] : [{ workspace: code, access }];
    }),
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
  ids: ids(500),
  /** Instead of ticked ones: everything this search had found when it was shown. */
  query: z.string().max(200).optional(),
  until: z.iso.datetime().optional(),
};

/** "Valider la sélection". */
export const chosenApprovalInput = z.strictObject(chosen);

/** "Refuser la sélection": one reason for all. */
export const chosenRefusalInput = z.strictObject({ ...chosen, reason });
