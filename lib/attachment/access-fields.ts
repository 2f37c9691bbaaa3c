import { z } from "zod";
import { type WorkspaceCode, workspaces } from "@/lib/workspace/workspace";
import type { WorkspaceGrant } from "./approval";

/** The field that says what a person may do in a workspace. */
export function accessField(workspace: WorkspaceCode): `access-${WorkspaceCode}` {
  return `access-${workspace}`;
}

const anAccess = z.enum(["none", "read", "write"], "M-16").default("none");

/** One choice a workspace; one that is not sent gives nothing. `fromEntries` forgets which names it was given. */
export const accessFields = Object.fromEntries(workspaces.map(({ code }) => [accessField(code), anAccess])) as Record<
  ReturnType<typeof accessField>,
  typeof anAccess
>;

/** The workspaces that the choices give. */
export function grantsOf(choices: Record<ReturnType<typeof accessField>, z.output<typeof anAccess>>): WorkspaceGrant[] {
  return workspaces.flatMap(({ code }) => {
    const access = choices[accessField(code)];
    return access === "none" ? [] : [{ workspace: code, access }];
  });
}
