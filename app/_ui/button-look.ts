const base =
  "inline-flex min-h-11 items-center justify-center gap-2 justify-self-start wrap-break-word rounded-lg border-2 px-4 py-1.5 text-center font-semibold no-underline motion-safe:transition-colors aria-disabled:cursor-progress aria-disabled:opacity-70 print:hidden";

/** The looks of what one can press: one filled button a page, the others outlined. */
export const buttonLook = {
  primary: `${base} border-transparent bg-accent text-accent-ink hover:bg-accent-strong hover:text-accent-ink`,
  secondary: `${base} border-accent text-accent hover:bg-accent-soft`,
  danger: `${base} border-transparent bg-danger text-danger-ink hover:bg-danger-strong`,
} as const;
export type ButtonVariant = keyof typeof buttonLook;
