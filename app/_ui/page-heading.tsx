import type { ReactNode } from "react";

/** The one h1 of a page (A11Y-01); `documentTitle` where no form of the page writes the title of the document. */
export function PageHeading({
  title,
  lead,
  documentTitle,
}: {
  title: ReactNode;
  lead?: ReactNode;
  documentTitle?: string;
}) {
  return (
    <div className="mb-8">
      {documentTitle ? <title>{documentTitle}</title> : null}
      <h1>{title}</h1>
      {lead ? <p className="mt-2 max-w-prose text-ink-soft text-lg">{lead}</p> : null}
    </div>
  );
}
