import type { AppointmentState } from "@/lib/administration/find-appointments";

/** How the state of a proposal looks. */
export const appointmentTones = {
  proposed: "warning",
  confirmed: "success",
  declined: "danger",
  lapsed: "neutral",
} as const satisfies Record<AppointmentState, string>;
