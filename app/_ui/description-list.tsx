import type { ReactNode } from "react";

/** Facts by name, side by side where there is room. */
export function DescriptionList({ items }: { items: { term: string; details: ReactNode }[] }) {
  return (
    <dl className="divide-y divide-line">
      {items.map(({ term, details }) => (
        <div key={term} className="grid gap-x-6 py-2 sm:grid-cols-[minmax(10rem,1fr)_2fr]">
          <dt className="text-ink-soft">{term}</dt>
          <dd className="min-w-0 break-words font-semibold tabular-nums">{details}</dd>
        </div>
      ))}
    </dl>
  );
}
