const shape =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-lg border px-4 py-2 text-center font-semibold no-underline motion-safe:transition-colors aria-disabled:cursor-progress aria-disabled:opacity-70 print:hidden";

/** How buttons look; a page has one primary one, the only filled one (design: one decision at a time). */
export const buttonClasses = {
  primary: `${shape} border-transparent bg-accent text-accent-ink hover:bg-accent-strong`,
  secondary: `${shape} border-accent bg-surface-raised text-accent hover:bg-accent-soft`,
  danger: `${shape} border-danger bg-surface-raised text-danger hover:bg-danger-soft`,
} as const;
export type ButtonVariant = keyof typeof buttonClasses;
