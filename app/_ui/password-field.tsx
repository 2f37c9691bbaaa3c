"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { PasswordOwner } from "@/lib/account/password";
import { useFormField } from "./action-form";
import { describedBy, FieldFrame, inputLook } from "./field-frame";
import { StrengthMeter, type StrengthSentences } from "./strength-meter";

/**
 * A password, with a button that shows it (R-412, A11Y-08). Pasting and password managers work as in any field; a
 * sent password never comes back (A11Y-05). `strength` adds the live level where a password is chosen.
 */
export function PasswordField({
  name,
  label,
  showLabel,
  hideLabel,
  help,
  autoComplete,
  required = false,
  strength,
}: {
  name: string;
  label: string;
  showLabel: string;
  hideLabel: string;
  help?: ReactNode;
  autoComplete: "current-password" | "new-password";
  required?: boolean;
  strength?: { owner: PasswordOwner; sentences: StrengthSentences };
}) {
  const field = useFormField(name);
  const [shown, setShown] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const Icon = shown ? EyeOff : Eye;

  return (
    <FieldFrame field={field} label={label} help={help} required={required}>
      <div className="flex max-w-xl gap-2">
        <input
          id={field.id}
          name={name}
          type={shown ? "text" : "password"}
          autoComplete={autoComplete}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required={required}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={describedBy(field, help)}
          // A password typed before the scripts came is read at the first focus.
          onFocus={(event) => setTyped(event.currentTarget.value)}
          onInput={(event) => setTyped(event.currentTarget.value)}
          className={inputLook}
        />
        {/* Its name holds both words: it stays the same while its state and the word that shows change. */}
        <button
          type="button"
          aria-pressed={shown}
          aria-controls={field.id}
          aria-label={`${showLabel} / ${hideLabel}`}
          // Two such buttons on one page are told apart by this description.
          title={label}
          onClick={() => setShown(!shown)}
          className="inline-flex min-h-11 shrink-0 items-center gap-1.5 rounded-lg border border-edge px-3 text-ink text-sm hover:bg-surface noscript:hidden"
        >
          <Icon aria-hidden="true" size={18} />
          {shown ? hideLabel : showLabel}
        </button>
      </div>
      {strength ? <StrengthMeter password={typed} {...strength} /> : null}
    </FieldFrame>
  );
}
