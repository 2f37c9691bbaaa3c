/** How everything one types or chooses in looks: 44 px high at least, its border seen on every surface (A11Y-16). */
export const controlClass =
  "min-h-11 w-full min-w-0 rounded-lg border border-line bg-surface-raised px-3 py-2 text-ink aria-invalid:border-2 aria-invalid:border-danger read-only:bg-surface";

/** How wide a control is: as wide as what one types in it. */
export const controlWidths = { short: "max-w-40", medium: "max-w-xs", long: "max-w-md" } as const;
export type ControlWidth = keyof typeof controlWidths;
