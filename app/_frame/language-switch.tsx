"use client";

import { useActionState } from "react";
import type { Language } from "@/lib/i18n/language";
import { untouched } from "@/lib/web/form-state";
import { chooseLanguage } from "./actions";

// A language is named in itself, whatever the language of the page.
const own: [Language, string][] = [
  ["fr", "Français"],
  ["en", "English"],
];

/** "FR | EN" (R-1209): the same page in the other language, with or without scripts. */
export function LanguageSwitch({ name, current }: { name: string; current: Language }) {
  const [, send] = useActionState(chooseLanguage, untouched);
  return (
    <form action={send}>
      {/* biome-ignore lint/a11y/useSemanticElements: two buttons are no fields */}
      <div role="group" aria-label={name} className="flex items-center divide-x divide-line">
        {own.map(([language, inItself]) => (
          <button
            key={language}
            type="submit"
            name="language"
            value={language}
            lang={language}
            title={inItself}
            aria-current={language === current ? "true" : undefined}
            className="min-h-11 min-w-11 cursor-pointer uppercase hover:underline aria-[current]:font-bold aria-[current]:text-accent"
          >
            {language}
            <span className="sr-only normal-case"> {inItself}</span>
          </button>
        ))}
      </div>
    </form>
  );
}
