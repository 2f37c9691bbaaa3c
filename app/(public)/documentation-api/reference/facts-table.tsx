// biome-ignore-all lint/a11y/noRedundantRoles: parts shown as blocks on a phone are no table any more to some readers
import type { ReactNode } from "react";

const stacked = "max-md:block";
const cell = "py-2 pr-4 max-md:block max-md:py-0.5";

/** A small table that is read, not sorted; the first cell names the line. Below 768 px each line is a card. */
export function FactsTable({
  caption,
  headings,
  lines,
}: {
  caption: string;
  headings: string[];
  lines: { key: string; id?: string; cells: ReactNode[] }[];
}) {
  return (
    <table role="table" className={`mt-2 w-full text-left ${stacked}`}>
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className={stacked}>
        <tr role="row" className="border-line border-b-2 max-md:sr-only">
          {headings.map((heading) => (
            <th key={heading} role="columnheader" scope="col" className="py-2 pr-4">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className={stacked}>
        {lines.map(({ key, id, cells: [name, ...cells] }) => (
          <tr role="row" key={key} id={id} className={`border-line border-b align-top max-md:py-3 ${stacked}`}>
            <th role="rowheader" scope="row" className={`${cell} font-semibold md:w-1/4`}>
              {name}
            </th>
            {cells.map((content, index) => (
              <td role="cell" key={headings[index + 1]} className={cell}>
                {content}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
