import type { Capacity, Role } from "@/lib/structure/rights";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Access } from "./actor";

/** What a manager grants. */
export interface AttachmentApproval {
  attachmentId: string;
  role: Role;
  /** The asked departments that stay ticked; the others are refused. */
  departmentIds: string[] | "asked";
  /** What the person may use from now on; `default`: as R-706 says. */
  workspaces: WorkspaceGrant[] | "default";
}

/** A workspace, and what one may do in it. */
export interface WorkspaceGrant {
  workspace: WorkspaceCode;
  access: Access;
}

/**
 * the primary manager alone makes managers. Support gives the plain role only: filling a seat takes two
 * administrators, a proposal and its confirmation (SEC-68).
 */
export function mayGive(role: Role, by: { capacity: Capacity; hasSecondaryManagers: boolean }): boolean {
  switch (role) {
    case "member":
      return true;
    case "secondary-manager":
      // C-17: the role can be switched off.
      return by.hasSecondaryManagers && by.capacity === "primary-manager";
    case "primary-manager":
      // By a transfer only.
      return false;
  }
}

/** A department that was asked for, and whether it serves today. */
export interface AskedDepartment {
  id: string;
  isOpen: boolean;
}

/** The asked departments, sorted by their answer. */
export interface DepartmentAnswers {
  approved: string[];
  refused: string[];
}

/**
 * What stays ticked is approved, the rest refused, and so is what closed since it was asked for (R-812, SEC-67); what was
 * never asked for is neither.
 */
export function sortDepartments(
  asked: readonly AskedDepartment[],
  ticked: AttachmentApproval["departmentIds"],
): DepartmentAnswers {
  const stays = ({ id, isOpen }: AskedDepartment) => isOpen && (ticked === "asked" || ticked.includes(id));
  const ids = (departments: AskedDepartment[]) => departments.map(({ id }) => id);
  return { approved: ids(asked.filter(stays)), refused: ids(asked.filter((one) => !stays(one))) };
}

/** What is open on the structure only; a first manager gets all of it. */
export function grantsOf(
  openWorkspaces: readonly WorkspaceCode[],
  { role, workspaces }: Pick<AttachmentApproval, "role" | "workspaces">,
): WorkspaceGrant[] {
  if (workspaces === "default") {
    const usual = openWorkspaces.filter((code) => role === "primary-manager" || code === "FACTURES_EMISES");
    return usual.map((workspace) => ({ workspace, access: "write" }));
  }
  const chosen = new Map(workspaces.map((grant) => [grant.workspace, grant]));
  return [...chosen.values()].filter(({ workspace }) => openWorkspaces.includes(workspace));
}
