"use client";

import { lazy, Suspense, useId, useState } from "react";
import type { HumanCheckStep } from "@/lib/web/form-state";

// Forms that never show the widget do not load it.
const TurnstileWidget = lazy(() => import("./turnstile-widget"));

/** How far the check has come. */
export type Progress = "waiting" | "passed" | "failed" | "expired";

/** The anti-robot step: named, each of its states said aloud, its failure explained (A11Y-09, A11Y-10). */
export function HumanCheck({ step }: { step: HumanCheckStep }) {
  const { labels } = step;
  const [progress, setProgress] = useState<Progress | null>(null);
  const legend = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset stands for fields, and this has none of ours
    <div role="group" aria-labelledby={legend} className="grid basis-full gap-1.5">
      <p id={legend} className="font-semibold">
        {labels.legend}
      </p>
      <noscript>
        {labels.noScripts} {labels.support}
      </noscript>
      <Suspense>
        <TurnstileWidget step={step} onProgress={setProgress} />
      </Suspense>
      <p role="status" className="text-ink-soft text-sm">
        {progress ? labels[progress] : ""}
      </p>
      {progress === "failed" ? <p className="text-sm">{labels.support}</p> : null}
    </div>
  );
}
