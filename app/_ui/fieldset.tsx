import type { ReactNode } from "react";

/** Fields that belong together, under one legend (A11Y-04). */
export function Fieldset({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-4 font-semibold text-xl">{legend}</legend>
      <div className="grid gap-5">{children}</div>
    </fieldset>
  );
}
