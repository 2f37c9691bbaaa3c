import { useSyncExternalStore } from "react";

/** Whether scripts run here: without them a button that does nothing is not shown (A11Y-31). */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

const never = () => () => {};
