import type { ReactNode } from "react";

/** A frame around one thing that a person can act on or confirm. */
export function Card({ title, children }: { title?: ReactNode; children: ReactNode }) {
  return (
    <div className="rounded-lg border border-line bg-surface-raised p-4 sm:p-6">
      {title ? <h2 className="mb-3">{title}</h2> : null}
      {children}
    </div>
  );
}
