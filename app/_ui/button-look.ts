const base =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-lg px-5 py-2 font-semibold no-underline aria-disabled:opacity-70";

/** The looks of what one can press: one filled button a page, the others outlined. */
export const buttonLook = {
  primary: `${base} bg-accent text-accent-ink hover:bg-accent-strong`,
  secondary: `${base} border-2 border-accent text-accent hover:bg-accent-soft`,
  danger: `${base} bg-danger text-danger-ink hover:bg-danger-strong`,
} as const;
export type ButtonVariant = keyof typeof buttonLook;
