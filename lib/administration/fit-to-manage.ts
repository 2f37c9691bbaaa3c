import type { HeldMember } from "@/lib/attachment/hold-member";

/** Whether support may name somebody primary manager: an active account that belongs to the structure or asks to. */
export function isFitToManage({ accountStatus, status, role }: Pick<HeldMember, "accountStatus" | "status" | "role">) {
  return accountStatus === "active" && (status === "pending" || status === "approved") && role !== "primary-manager";
}
