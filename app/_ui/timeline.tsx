import type { ReactNode } from "react";

/** One thing that happened, or that will. */
export interface TimelineStep {
  key: string;
  /** What happened. */
  title: ReactNode;
  /** When, as people read it; what is to come says by when. */
  when: string;
  /** Who did it, why. */
  details?: ReactNode;
  /** Not yet. */
  ahead?: boolean;
}

/** Who, when, what, why: the life of a request, oldest first, what comes next last. */
export function Timeline({ label, steps }: { label: string; steps: TimelineStep[] }) {
  return (
    <ol aria-label={label} className="mt-3 border-line border-l-2 pl-5">
      {steps.map(({ key, title, when, details, ahead }) => (
        <li key={key} className="relative pb-5 last:pb-0">
          <span
            aria-hidden="true"
            className={`absolute top-1.5 -left-[1.6875rem] size-3 rounded-full border-2 border-accent ${ahead ? "bg-surface" : "bg-accent"}`}
          />
          <p className="font-semibold">{title}</p>
          <p className="text-ink-soft text-sm tabular-nums">{when}</p>
          {details ? <div className="mt-1">{details}</div> : null}
        </li>
      ))}
    </ol>
  );
}
