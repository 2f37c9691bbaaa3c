import type { ReactNode } from "react";
import type { Tone } from "./banner";

const tones: Record<Tone | "neutral", string> = {
  neutral: "border-line text-ink-soft",
  info: "border-info bg-info-soft text-info",
  success: "border-success bg-success-soft text-success",
  warning: "border-warning bg-warning-soft text-warning",
  danger: "border-danger bg-danger-soft text-danger",
};

/** The state of a thing in a word. */
export function StatusTag({ tone, children }: { tone: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      className={`inline-block in-[td]:whitespace-nowrap rounded-full border px-2.5 font-semibold text-sm ${tones[tone]}`}
    >
      {children}
    </span>
  );
}
