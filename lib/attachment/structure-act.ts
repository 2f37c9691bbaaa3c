/**
 * What can be done to the people and workspaces of a structure: each kind is a line of "Historique des actions"
 * and of the timeline of a request, and has its sentence in the catalogue, as `history.{kind}`.
 */
export const structureActs = [
  "attachment-requested",
  "attachment-request-corrected",
  "attachment-approved",
  "attachment-refused",
  "attachment-cancelled",
  "attachment-expired",
  "attachment-suspended",
  "attachment-reactivated",
  "attachment-ended",
  "member-left",
  "role-changed",
  "permissions-changed",
  "permissions-duplicated",
  "management-transferred",
  "subscription-requested",
  "subscription-approved",
  "subscription-refused",
  "subscription-cancelled",
  "subscription-ended",
  "workspace-opened",
  "workspace-closed",
  "invitation-sent",
  "invitation-accepted",
  "invitation-declined",
  "invitation-withdrawn",
  "identifier-changed",
  "structure-deactivated",
  "manager-appointed",
] as const;

/** One of them. */
export type StructureAct = (typeof structureActs)[number];
