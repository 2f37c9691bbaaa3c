import type { ReactNode } from "react";

/** Facts by name, side by side where there is room. */
export function DescriptionList({ items }: { items: { term: string; details: ReactNode }[] }) {
  return (
    <dl className="divide-y divide-line">
      {items.map(({ term, details }) => (
        <div key={term} className="flex flex-wrap gap-x-6 py-2">
          <dt className="flex-[1_1_9rem] text-ink-soft">{term}</dt>
          <dd className="min-w-0 flex-[2_1_18rem] wrap-anywhere font-semibold tabular-nums">{details}</dd>
        </div>
      ))}
    </dl>
  );
}
