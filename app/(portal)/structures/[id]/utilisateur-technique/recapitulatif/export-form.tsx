"use client";

import { useEffect, useRef, useState } from "react";
import { buttonLook } from "@/app/_ui/button-look";

/**
 * "Exporter les informations de connexion" (R-1006), for as many `milliseconds` as the export is possible: then the button
 * goes, and `over` says why. Without scripts it stays, and `open` has said that it does nothing any more.
 */
export function ExportForm({
  action,
  label,
  open,
  over,
  milliseconds,
}: {
  action: string;
  label: string;
  open: string;
  over: string;
  milliseconds: number;
}) {
  const [isOver, setOver] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const sentence = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const endsAt = Date.now() + milliseconds;
    // Looked at each second: a machine that slept knows it when it wakes.
    const timer = setInterval(() => {
      if (Date.now() < endsAt) return;
      clearInterval(timer);
      // Whoever was about to press it is not sent back to the top of the page.
      if (document.activeElement === button.current) sentence.current?.focus();
      setOver(true);
    }, 1000);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return (
    <form action={action} method="post" className="mt-3 grid gap-2">
      <button ref={button} type="submit" aria-describedby="export-until" hidden={isOver} className={buttonLook.primary}>
        {label}
      </button>
      <p
        ref={sentence}
        id="export-until"
        role="status"
        tabIndex={-1}
        className={`max-w-prose ${isOver ? "font-semibold" : "text-ink-soft text-sm"}`}
      >
        {isOver ? over : open}
      </p>
    </form>
  );
}
