"use client";

import { useEffect, useRef, useState } from "react";

/** Ticks every line of the page at once. Only a script can: without, it is not there. */
export function SelectAll({ formId, name, label }: { formId: string; name: string; label: string }) {
  const box = useRef<HTMLInputElement>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    setReady(true);
    const follow = (event: Event) => {
      if (event.target instanceof HTMLInputElement && event.target.name === name)
        show(box.current, linesOf(formId, name));
    };
    document.addEventListener("change", follow);
    return () => document.removeEventListener("change", follow);
  }, [formId, name]);

  if (!ready) return null;
  return (
    // Above its column the box needs no words; on a phone nothing else says what it ticks.
    <label className="relative inline-flex items-center gap-3 cramped:min-h-11">
      <input
        ref={box}
        type="checkbox"
        className="size-6 accent-accent"
        onChange={({ target }) => {
          for (const line of linesOf(formId, name)) line.checked = target.checked;
        }}
      />
      <span className="sr-only cramped:not-sr-only">{label}</span>
    </label>
  );
}

function linesOf(formId: string, name: string): HTMLInputElement[] {
  return [
    ...document.querySelectorAll<HTMLInputElement>(
      `input[type=checkbox][form="${CSS.escape(formId)}"][name="${CSS.escape(name)}"]`,
    ),
  ];
}

function show(box: HTMLInputElement | null, lines: HTMLInputElement[]): void {
  if (!box) return;
  const ticked = lines.filter(({ checked }) => checked).length;
  box.checked = lines.length > 0 && ticked === lines.length;
  box.indeterminate = ticked > 0 && ticked < lines.length;
}
