"use client";

import { type ReactNode, useEffect, useState } from "react";

/**
 * What a page may show once (SEC-81). It is kept while the page stands, though the frame around it be drawn anew; a page
 * that comes back from the browser's memory is loaded again, and by then there is nothing. `reopen`: the page was asked
 * for by a script, to which nothing is shown; it opens as a document.
 */
export function ShownOnce({
  content,
  gone,
  reopen,
}: {
  content: ReactNode | null;
  gone: ReactNode;
  reopen: { href: string; label: string } | null;
}) {
  const [shown] = useState(content);
  const elsewhere = shown === null ? reopen?.href : undefined;
  useEffect(() => {
    if (elsewhere !== undefined) window.location.replace(elsewhere);
  }, [elsewhere]);
  useEffect(() => {
    const loadAgain = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener("pageshow", loadAgain);
    return () => window.removeEventListener("pageshow", loadAgain);
  }, []);
  if (shown !== null) return shown;
  return reopen ? (
    <p>
      <a href={reopen.href}>{reopen.label}</a>
    </p>
  ) : (
    gone
  );
}
