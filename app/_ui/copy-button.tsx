"use client";

import { useState } from "react";
import { buttonLook } from "./button-look";

/** Copies a text and says that it did; without scripts it is not there, and one selects the text. */
export function CopyButton({ text, label, done }: { text: string; label: string; done: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <button
        type="button"
        onClick={async () => {
          await navigator.clipboard.writeText(text);
          setCopied(true);
        }}
        className={`${buttonLook.secondary} noscript:hidden`}
      >
        {label}
      </button>
      <span role="status">{copied ? done : null}</span>
    </div>
  );
}
