"use client";

import { useEffect, useState } from "react";
import type { PasswordOwner } from "@/lib/account/password";
import type { Strength } from "@/lib/account/password-strength";

/** How often a new level is computed and, more rarely, said aloud while somebody types (A11Y-12). */
const COMPUTED_AFTER_MS = 150;
const SAID_AFTER_MS = 1000;

const tones = ["bg-danger", "bg-danger", "bg-warning", "bg-success", "bg-success"] as const;

/** One whole sentence a level: "Niveau de sécurité du mot de passe : 3 (Bon)". */
export type StrengthSentences = Record<Strength, string>;

/**
 * The live strength of a password. `password` is null until the field is first used: only then does
 * the browser load the dictionaries. Without scripts nothing shows: it is information, the rules are checked anyway.
 */
export function StrengthMeter({
  password,
  owner,
  sentences,
}: {
  password: string | null;
  owner: PasswordOwner;
  sentences: StrengthSentences;
}) {
  const strength = useStrength(password, owner);
  const sentence = strength === null ? "" : sentences[strength];
  // Not when the level has not changed for a while, but when the keys have not: a level may hold while one types on.
  const said = useSettled(password, SAID_AFTER_MS) === password ? sentence : "";

  return (
    <div>
      {/* Said once below, when the typing pauses, and not at each key. Its place is kept: what comes while somebody types
          must not push the button away from under the pointer. */}
      <div aria-hidden="true" className={`mt-2 grid gap-1 noscript:hidden ${strength === null ? "invisible" : ""}`}>
        <div className="grid max-w-80 grid-cols-4 gap-1">
          {[1, 2, 3, 4].map((step) => (
            <span
              key={step}
              className={`h-1.5 rounded-full ${strength !== null && step <= strength ? tones[strength] : "bg-line"} print:border`}
            />
          ))}
        </div>
        <p className="min-h-5 text-sm text-ink-soft">{sentence}</p>
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

function useStrength(password: string | null, owner: PasswordOwner): Strength | null {
  const [strength, setStrength] = useState<Strength | null>(null);

  useEffect(() => {
    if (password === null) return;
    let latest = true;
    const timer = setTimeout(async () => {
      try {
        const { strengthOf } = await import("@/lib/account/password-strength");
        const level = password === "" ? null : await strengthOf(password, owner);
        if (latest) setStrength(level);
      } catch {
        // The dictionaries did not arrive: no level, and the form works as before.
        if (latest) setStrength(null);
      }
    }, COMPUTED_AFTER_MS);
    return () => {
      latest = false;
      clearTimeout(timer);
    };
  }, [password, owner]);

  return strength;
}

/** A value once it has not changed for a while. */
function useSettled<Value>(value: Value, delay: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return settled;
}
