"use client";

import { createContext, type ReactNode, use } from "react";
import { buttonLook } from "@/app/_ui/button-look";
import { Mark } from "./mark";

/** What the error page says, in the visitor's language; written before anything can go wrong. */
export interface FailureSentences {
  documentTitle: string;
  title: string;
  lead: string;
  retry: string;
  support: string;
  reference: string;
}
const Sentences = createContext<FailureSentences | null>(null);

/** Gives the error page its sentences: when it shows, the server has already failed to. */
export function FailureSentencesProvider({
  sentences,
  children,
}: {
  sentences: FailureSentences;
  children: ReactNode;
}) {
  return <Sentences value={sentences}>{children}</Sentences>;
}

/** Something unexpected: what happened, what was kept, what to do, and the reference to quote (M-99). */
export function Failure({ reference }: { reference: string | undefined }) {
  const said = use(Sentences);
  if (!said) return null;
  return (
    <main className="page-width py-16">
      <title>{said.documentTitle}</title>
      <Mark className="mb-6 size-10 text-accent" />
      <h1>{said.title}</h1>
      <p className="mt-2 mb-6 max-w-prose">{said.lead}</p>
      {/* A whole new page: whatever the browser still holds of the failed one is dropped. */}
      <button type="button" onClick={() => location.reload()} className={buttonLook.primary}>
        {said.retry}
      </button>
      <p className="mt-8 max-w-prose">{said.support}</p>
      {reference ? (
        <p className="mt-2 text-ink-soft text-sm">
          {said.reference}
          <span className="tabular-nums">{reference}</span>
        </p>
      ) : null}
    </main>
  );
}
