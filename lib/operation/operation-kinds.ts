import { approveAttachments } from "./kinds/approve-attachments";
import { approveSubscriptions } from "./kinds/approve-subscriptions";
import { detachMembers } from "./kinds/detach-members";
import { duplicateToMembers } from "./kinds/duplicate-permissions";
import { invitePeople } from "./kinds/invite";
import { reactivateMembers } from "./kinds/reactivate-members";
import { refuseAttachments } from "./kinds/refuse-attachments";
import { refuseSubscriptions } from "./kinds/refuse-subscriptions";
import { suspendMembers } from "./kinds/suspend-members";
import type { RowAct } from "./operation";

/** Everything that can be done to many rows at once: one line a kind (R-907, R-1404). */
const operationKinds = {
  "attachments-approve": approveAttachments,
  "attachments-refuse": refuseAttachments,
  "subscriptions-approve": approveSubscriptions,
  "subscriptions-refuse": refuseSubscriptions,
  "members-suspend": suspendMembers,
  "members-reactivate": reactivateMembers,
  "members-detach": detachMembers,
  "permissions-duplicate": duplicateToMembers,
  invite: invitePeople,
} satisfies Record<string, RowAct>;

/** One of them. */
export type OperationKind = keyof typeof operationKinds;

/** The act of that name; undefined for one of another release. */
export function operationKindOf(name: string): RowAct | undefined {
  return Object.hasOwn(operationKinds, name) ? operationKinds[name as OperationKind] : undefined;
}
