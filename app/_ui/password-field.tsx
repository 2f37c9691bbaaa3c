"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import type { PasswordOwner } from "@/lib/account/password";
import { useFormField } from "./action-form";
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
  help?: string;
  autoComplete: "current-password" | "new-password";
  required?: boolean;
  strength?: { owner: PasswordOwner; sentences: StrengthSentences };
}) {
  const { id, error } = useFormField(name);
  const [shown, setShown] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const hydrated = useHydrated();
  const helpId = help ? `${id}-help` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const Icon = shown ? EyeOff : Eye;

  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {label}
        {required ? <span aria-hidden="true"> *</span> : null}
      </label>
      {help ? (
        <p id={helpId} className="text-sm text-ink-soft">
          {help}
        </p>
      ) : null}
      {error ? (
        <p id={errorId} className="text-sm font-semibold text-danger">
          {error}
        </p>
      ) : null}
      <div className="flex max-w-md gap-2">
        <input
          id={id}
          name={name}
          type={shown ? "text" : "password"}
          autoComplete={autoComplete}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required={required}
          aria-invalid={error ? true : undefined}
          aria-describedby={[helpId, errorId].filter(Boolean).join(" ") || undefined}
          // A value typed before the scripts came is read at the first focus.
          onFocus={(event) => setTyped(event.currentTarget.value)}
          onInput={(event) => setTyped(event.currentTarget.value)}
          className="min-h-11 w-full min-w-0 flex-1 rounded-lg border border-line bg-surface-raised px-3 text-ink aria-invalid:border-danger"
        />
        {/* Its name holds both words, so that it stays the same while its state and its visible word change. */}
        <button
          type="button"
          hidden={!hydrated}
          aria-pressed={shown}
          aria-controls={id}
          aria-label={`${showLabel} / ${hideLabel} : ${label}`}
          onClick={() => setShown(!shown)}
          className="inline-flex min-h-11 shrink-0 items-center gap-1.5 rounded-lg border border-line px-3 text-sm text-ink hover:bg-surface [[hidden]]:hidden"
        >
          <Icon aria-hidden="true" size={18} />
          {shown ? hideLabel : showLabel}
        </button>
      </div>
      {strength ? <StrengthMeter password={typed} {...strength} /> : null}
    </div>
  );
}

const never = () => () => {};

/** Without scripts a button that does nothing is not shown (A11Y-31). */
function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
