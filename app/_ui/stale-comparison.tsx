"use client";

import { keptText, useFormField } from "./action-form";

/** One value of the form: how it is called, and how it stands in the database now. */
export interface SavedValue {
  name: string;
  label: string;
  /** As the form would send it. */
  saved: string;
  /** How values are told to people, where they are codes. */
  words?: Record<string, string>;
}

/**
 * What was typed beside what was saved meanwhile (R-840, M-55). It shows when the version that was sent is not the one the
 * page now holds; the hidden version of the page lets the person save again on purpose.
 */
export function StaleComparison({
  version,
  title,
  lead,
  headings,
  values,
}: {
  /** Stands for what the page holds now. */
  version: number | string;
  title: string;
  lead: string;
  headings: { field: string; yours: string; saved: string };
  values: SavedValue[];
}) {
  const sent = keptText(useFormField("version"));
  if (!sent || sent === String(version)) return null;
  return (
    <section className="rounded-lg border-warning border-l-4 bg-warning-soft p-4">
      <h2 className="text-lg">{title}</h2>
      <p>{lead}</p>
      <table className="mt-3 w-full text-left max-sm:block">
        <thead className="max-sm:sr-only">
          <tr>
            <th scope="col" className="py-1 pr-4">
              {headings.field}
            </th>
            <th scope="col" className="py-1 pr-4">
              {headings.yours}
            </th>
            <th scope="col" className="py-1">
              {headings.saved}
            </th>
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {values.map((value) => (
            <Row key={value.name} value={value} headings={headings} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({
  value: { name, label, saved, words },
  headings,
}: {
  value: SavedValue;
  headings: { yours: string; saved: string };
}) {
  const typed = keptText(useFormField(name)) ?? "";
  if (typed.trim() === saved) return null;
  const told = (value: string) => words?.[value] ?? (value || "–");
  const cell = "py-1 pr-4 align-top max-sm:block max-sm:before:content-[attr(data-label)_var(--label-end)]";
  return (
    <tr className="border-line border-t max-sm:block max-sm:py-2">
      <th scope="row" className="py-1 pr-4 text-left align-top max-sm:block">
        {label}
      </th>
      <td data-label={headings.yours} className={cell}>
        {told(typed)}
      </td>
      <td data-label={headings.saved} className={cell}>
        {told(saved)}
      </td>
    </tr>
  );
}
