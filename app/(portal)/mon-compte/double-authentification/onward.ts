import { safeReturnPath } from "@/lib/web/routes";

/** Where the person wanted to go when a second factor was asked of him first, as the address or a form carries it. */
export function onwardFrom(carried: unknown): string | null {
  return safeReturnPath(typeof carried === "string" ? carried : null);
}

/** A page of the way, which does not forget where it leads to. */
export function onTheWay(path: string, onward: string | null): string {
  return onward === null ? path : `${path}?suite=${encodeURIComponent(onward)}`;
}
