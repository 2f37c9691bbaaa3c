import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Access } from "./actor";
import type { WorkspaceGrant } from "./approval";

/** What a person uses, or has asked to use: one line a workspace and department. */
export interface LiveSubscription {
  id: string;
  workspace: WorkspaceCode;
  /** Null: for the whole structure. */
  departmentId: string | null;
  access: Access;
  status: "active" | "pending";
}

/** What a person may do in a structure, beside his role. */
export interface Permissions {
  /** The departments he is attached to; none: the default one. */
  departmentIds: string[];
  subscriptions: LiveSubscription[];
}

/** What must be written to turn some permissions into others. */
export interface PermissionChange {
  addDepartments: string[];
  removeDepartments: string[];
  open: (WorkspaceGrant & { departmentId: string | null })[];
  /** Requests that the change grants. */
  approve: (WorkspaceGrant & { id: string })[];
  /** Another mode than before. */
  alter: (WorkspaceGrant & { id: string; from: Access })[];
  end: { id: string; workspace: WorkspaceCode }[];
}

/** Nothing is written. */
export const noChange: PermissionChange = {
  addDepartments: [],
  removeDepartments: [],
  open: [],
  approve: [],
  alter: [],
  end: [],
};

/**
 * Exactly these departments and workspaces: what is missing comes, what is too much ends. A request for a workspace that
 * is given and not used yet is granted where it was made; other requests stay as they are.
 */
export function changeTo(
  current: Permissions,
  wanted: { departmentIds: readonly string[]; workspaces: readonly WorkspaceGrant[] },
): PermissionChange {
  const grants = [...new Map(wanted.workspaces.map((grant) => [grant.workspace, grant])).values()];
  const used = current.subscriptions.filter(({ status }) => status === "active");
  const unused = grants.filter(({ workspace }) => !used.some((use) => use.workspace === workspace));
  // One mode a workspace: it holds for every department the person uses it for.
  const lines = [
    ...unused.flatMap((grant) => {
      const asked = current.subscriptions.filter(({ workspace }) => workspace === grant.workspace);
      return (asked.length > 0 ? asked : [{ departmentId: null }]).map(({ departmentId }) => ({
        ...grant,
        departmentId,
      }));
    }),
    ...used.flatMap(({ departmentId, workspace }) => {
      const grant = grants.find((one) => one.workspace === workspace);
      return grant ? [{ ...grant, departmentId }] : [];
    }),
  ];
  const kept = new Set(grants.map(({ workspace }) => workspace));
  return {
    ...changeToHave(current, lines),
    addDepartments: [...new Set(wanted.departmentIds)].filter((id) => !current.departmentIds.includes(id)),
    removeDepartments: current.departmentIds.filter((id) => !wanted.departmentIds.includes(id)),
    end: used.filter(({ workspace }) => !kept.has(workspace)).map(({ id, workspace }) => ({ id, workspace })),
  };
}

/** At least what another person has, in the same modes, but for what has closed meanwhile; nothing ends. */
export function changeToMatch(
  current: Permissions,
  model: Permissions & { openDepartments: readonly string[] },
): PermissionChange {
  const isOpen = (id: string) => model.openDepartments.includes(id);
  const lines = model.subscriptions.filter(
    ({ status, departmentId }) => status === "active" && (departmentId === null || isOpen(departmentId)),
  );
  return {
    ...noChange,
    ...changeToHave(current, lines),
    addDepartments: model.departmentIds.filter((id) => isOpen(id) && !current.departmentIds.includes(id)),
  };
}

/** A change that grants what the person waits for as well: a manager's own subscription needs nobody. */
export function withRequests(
  change: PermissionChange,
  { subscriptions, openWorkspaces }: Permissions & { openWorkspaces: readonly WorkspaceCode[] },
): PermissionChange {
  const waiting = subscriptions.filter(
    ({ id, status, workspace }) =>
      status === "pending" && openWorkspaces.includes(workspace) && !change.approve.some((one) => one.id === id),
  );
  const granted = waiting.map(({ id, workspace, access }) => ({ id, workspace, access }));
  return { ...change, approve: [...change.approve, ...granted] };
}

/** The departments that come and go, as the trail names them (R-1201). */
export function departmentFacts({ addDepartments, removeDepartments }: PermissionChange) {
  return {
    ...(addDepartments.length > 0 && { addedDepartments: addDepartments }),
    ...(removeDepartments.length > 0 && { removedDepartments: removeDepartments }),
  };
}

/** Whether anything is to be written at all. */
export function isNoChange(change: PermissionChange): boolean {
  return Object.values(change).every((part) => part.length === 0);
}

/** Whether the person comes to use something that he did not (R-801: nothing new in an inactive structure). */
export function givesMore({ addDepartments, open, approve }: PermissionChange): boolean {
  return addDepartments.length + open.length + approve.length > 0;
}

function changeToHave(
  { subscriptions }: Permissions,
  lines: (WorkspaceGrant & { departmentId: string | null })[],
): Pick<PermissionChange, "open" | "approve" | "alter"> {
  const open: PermissionChange["open"] = [];
  const approve: PermissionChange["approve"] = [];
  const alter: PermissionChange["alter"] = [];
  for (const { workspace, access, departmentId } of lines) {
    const live = subscriptions.find((one) => one.workspace === workspace && one.departmentId === departmentId);
    if (!live) open.push({ workspace, access, departmentId });
    else if (live.status === "pending") approve.push({ id: live.id, workspace, access });
    else if (live.access !== access) alter.push({ id: live.id, workspace, access, from: live.access });
  }
  return { open, approve, alter };
}
