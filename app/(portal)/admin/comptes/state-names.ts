import type { AccountFilter } from "@/lib/administration/account-state";

/** The states one can filter by, as the address names them, in the order of an account's life. */
export const stateNames = {
  cree: "created",
  actif: "active",
  bloque: "locked",
  desactive: "deactivated",
  reactivation: "reactivation-requested",
  supprime: "erased",
} as const satisfies Record<string, AccountFilter>;
export type StateName = keyof typeof stateNames;

/** Where each state stands in colour. */
export const stateTones = {
  created: "info",
  active: "success",
  locked: "danger",
  deactivated: "warning",
  erased: "neutral",
} as const;
