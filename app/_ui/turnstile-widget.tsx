"use client";

import { Turnstile } from "@marsidev/react-turnstile";
import { useEffect } from "react";
import type { HumanCheckStep } from "@/lib/web/form-state";
import type { Progress } from "./human-check";

/** The widget itself: it puts its answer into the form around it, as `cf-turnstile-response`. */
export default function TurnstileWidget({
  step: { siteKey, action, nonce, language },
  onProgress,
}: {
  step: HumanCheckStep;
  onProgress: (progress: Progress) => void;
}) {
  useEffect(() => onProgress("waiting"), [onProgress]);
  return (
    <Turnstile
      siteKey={siteKey}
      options={{ action, language, theme: "auto", size: "flexible" }}
      // When its script cannot be loaded, the widget itself never learns of it.
      scriptOptions={{ nonce, onError: () => onProgress("failed") }}
      onSuccess={() => onProgress("passed")}
      onError={() => onProgress("failed")}
      onUnsupported={() => onProgress("failed")}
      onTimeout={() => onProgress("failed")}
      onExpire={() => onProgress("expired")}
    />
  );
}
