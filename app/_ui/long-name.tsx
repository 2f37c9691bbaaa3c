import type { ReactNode } from "react";

/**
 * The name of a person or a structure in a table: however long, it breaks, and leaves the other columns on the screen.
 * `narrow` where there are many of them.
 */
export function LongName({ narrow = false, children }: { narrow?: boolean; children: ReactNode }) {
  return (
    <span className={`inline-block ${narrow ? "min-w-18 xl:min-w-22" : "min-w-32"} wrap-anywhere cramped:inline`}>
      {children}
    </span>
  );
}
