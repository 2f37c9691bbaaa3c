import type { role } from "@/drizzle/schema/attachment";

/** What a person is in one structure. */
export type Role = (typeof role.enumValues)[number];
/** As whom one acts on a structure: by one's role in it, or as support. */
export type Capacity = Role | "administrator";

const everyMember: readonly Capacity[] = ["member", "secondary-manager", "primary-manager"];
const managers: readonly Capacity[] = ["secondary-manager", "primary-manager"];
const primaryManager: readonly Capacity[] = ["primary-manager"];

/**
 * Who may do what to a structure: the whole of R-005 that concerns one, and the only place that says it (SEC-60).
 * A right is held through an approved attachment to an account that is active; everybody else does not see the structure.
 */
export const rights = {
  "view-sheet": everyMember,
  "request-subscription": everyMember,
  "leave-structure": ["member", "secondary-manager"],
  /** The sheet, its departments, documents and mandates. */
  "edit-sheet": managers,
  "manage-workspaces": managers,
  /** Administrators only where there is no manager: `holdPermit` asks the database. */
  "decide-requests": [...managers, "administrator"],
  /** Invite, suspend, reactivate, detach a member; change or duplicate permissions. */
  "manage-members": managers,
  /** The same on a secondary manager; appoint and revoke one. */
  "manage-secondary-managers": primaryManager,
  /** Administrators by two only (SEC-68): `transferManagement` refuses one alone, `decideAppointment` is the second one. */
  "transfer-management": [...primaryManager, "administrator"],
  /** And to deactivate the structure. */
  "change-identifier": [...primaryManager, "administrator"],
  "manage-technical-account": primaryManager,
} as const satisfies Record<string, readonly Capacity[]>;

/** Something that R-005 allows to some. */
export type Right = keyof typeof rights;

/** Whether one who acts in that capacity may do it. */
export function mayAs(capacity: Capacity, right: Right): boolean {
  return (rights[right] as readonly Capacity[]).includes(capacity);
}
