import { type Capacity, mayAs, type Role } from "@/lib/structure/rights";

/** A person of a structure, as far as it matters who may act on him. */
export interface Member {
  accountId: string;
  role: Role;
}

/**
 * Whether one who acts in that capacity may suspend, reactivate, detach or change this person: never the primary
 * manager, never oneself, and a secondary manager only by the primary one (R-006, SEC-64). The one place that says it.
 */
export function isWithinReach(actor: { capacity: Capacity; accountId: string }, { accountId, role }: Member): boolean {
  if (accountId === actor.accountId || role === "primary-manager") return false;
  return mayAs(actor.capacity, role === "member" ? "manage-members" : "manage-secondary-managers");
}

/** The roles that one who acts in that capacity may give, the usual one first (R-005, C-17, SEC-71). */
export function rolesToGive(capacity: Capacity, hasSecondaryManagers: boolean): Exclude<Role, "primary-manager">[] {
  const appoints = hasSecondaryManagers && mayAs(capacity, "manage-secondary-managers");
  return appoints ? ["member", "secondary-manager"] : ["member"];
}
