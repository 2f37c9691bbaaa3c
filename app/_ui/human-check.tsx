"use client";

import { Turnstile } from "@marsidev/react-turnstile";
import { useId, useState } from "react";
import type { HumanCheckStep } from "@/lib/web/form-state";

type Progress = "waiting" | "passed" | "failed" | "expired";

/**
 * The anti-robot widget: named, and each of its states said aloud (A11Y-09, A11Y-10). It puts its answer
 * into the form as `cf-turnstile-response`.
 */
export default function HumanCheck({ step }: { step: HumanCheckStep }) {
  const { siteKey, action, nonce, language, labels } = step;
  const [progress, setProgress] = useState<Progress>("waiting");
  const legend = useId();
  return (
    <div role="group" aria-labelledby={legend} className="grid gap-1.5 noscript:hidden">
      <p id={legend} className="font-semibold">
        {labels.legend}
      </p>
      <Turnstile
        siteKey={siteKey}
        options={{ action, language, theme: "auto", size: "flexible" }}
        // The widget itself never learns that its script could not be loaded.
        scriptOptions={{ nonce, onError: () => setProgress("failed") }}
        onSuccess={() => setProgress("passed")}
        onError={() => setProgress("failed")}
        onUnsupported={() => setProgress("failed")}
        onTimeout={() => setProgress("failed")}
        onExpire={() => setProgress("expired")}
      />
      <p role="status" className="text-ink-soft text-sm">
        {labels[progress]}
      </p>
      {progress === "failed" ? <p className="text-sm">{labels.support}</p> : null}
    </div>
  );
}
