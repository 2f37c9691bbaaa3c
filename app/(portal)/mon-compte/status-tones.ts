import type { StatusTag } from "@/app/_ui/status-tag";
import type { OwnRequest } from "@/lib/attachment/own-request";

/** The colour of each state of an attachment, a subscription or a request: the word beside it says the same. */
export const statusTones = {
  pending: "warning",
  approved: "success",
  active: "success",
  refused: "danger",
  cancelled: "neutral",
  suspended: "warning",
  ended: "neutral",
} as const satisfies Record<OwnRequest["status"], Parameters<typeof StatusTag>[0]["tone"]>;
