import type { WorkspaceCode } from "@/lib/workspace/workspace";

/** What the feed can tell; each kind has its sentence in the catalogue, as `portal.feed.{kind}`. */
export const feedKinds = [
  "structure-created",
  "attachment-requested",
  "attachment-requested-by",
  "attachment-approved",
  "attachment-approved-of",
  "attachment-refused",
  "attachment-refused-of",
  "attachment-cancelled",
  "attachment-cancelled-by",
  "attachment-expired",
  "attachment-request-closed",
  "attachment-suspended",
  "attachment-reactivated",
  "attachment-ended",
  "member-left",
  "role-changed",
  "request-still-pending",
  "management-received",
  "management-handed-over",
  "subscription-requested",
  "subscription-requested-by",
  "subscription-approved",
  "subscription-refused",
  "subscription-ended",
  "workspace-opened",
  "workspace-closed",
  "invitation-sent",
  "invitation-received",
  "invitation-accepted-by",
  "invitation-declined-by",
  "identifier-changed",
  "structure-deactivated",
  "structure-deactivated-by-support",
  "structure-closed-in-register",
  "manager-vacant",
  "manager-appointed",
  "technical-account-created",
  "technical-account-reset",
  "technical-account-expires-soon",
  "technical-account-expired",
  "technical-account-suspended",
  "technical-account-resumed",
  "technical-account-deleted",
] as const;
export type FeedKind = (typeof feedKinds)[number];

/** What a line of the feed knows besides its kind; null: the portal itself did it, or it is about none. */
export interface FeedFacts {
  personName: string | null;
  workspace: WorkspaceCode | null;
  /** The name of the structure. */
  structure: string | null;
}

/** What the sentence of a line is filled with, wherever it is told: on the screen and by mail alike (R-307, N-21). */
export function feedValues(
  { personName, workspace, structure }: FeedFacts,
  words: { portalItself: string; label: (workspace: WorkspaceCode) => string },
) {
  return {
    personName: personName ?? words.portalItself,
    workspace: workspace ? words.label(workspace) : "",
    structure: structure ?? "",
  };
}
