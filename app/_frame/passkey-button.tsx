"use client";

import { useRef, useState } from "react";
import { Banner } from "../_ui/banner";
import { buttonLook } from "../_ui/button-look";

export interface PasskeyLabels {
  button: string;
  pending: string;
  /** The person said no, the key is another one, or time ran out. */
  failed: string;
  unsupported: string;
  noScripts: string;
}

/**
 * Lets the browser make a passkey, or have one sign, and sends the form with what it answered (R-425, SEC-49). The
 * question comes from the server at the press, so that a page may stand for as long as it likes.
 */
export function PasskeyButton({
  does,
  question,
  name,
  labels,
}: {
  does: "make" | "sign";
  /** The address that gives the question. */
  question: string;
  /** The field that carries the answer. */
  name: string;
  labels: PasskeyLabels;
}) {
  const field = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<"ready" | "asking" | "failed" | "unsupported">("ready");

  async function ask(input: HTMLInputElement | null) {
    const form = input?.form;
    if (!input || !form || state === "asking") return;
    // What is missing in the form is said before a key is made for nothing.
    if (!form.checkValidity()) return form.requestSubmit();
    setState("asking");
    const { browserSupportsWebAuthn, startAuthentication, startRegistration } = await import("@simplewebauthn/browser");
    if (!browserSupportsWebAuthn()) return setState("unsupported");
    const asked = await fetch(question, { method: "POST" });
    // Nobody waits for an answer any more: the page itself says so.
    if (asked.status === 404) return location.reload();
    try {
      const optionsJSON = await asked.json();
      const answer = await (does === "make"
        ? startRegistration({ optionsJSON })
        : startAuthentication({ optionsJSON }));
      input.value = JSON.stringify(answer);
      setState("ready");
      form.requestSubmit();
    } catch {
      setState("failed");
    }
  }

  return (
    <div className="grid gap-4">
      <input ref={field} type="hidden" name={name} defaultValue="" />
      <noscript>
        <Banner tone="warning">{labels.noScripts}</Banner>
      </noscript>
      <div role="alert">
        {state === "failed" ? <Banner tone="danger">{labels.failed}</Banner> : null}
        {state === "unsupported" ? <Banner tone="warning">{labels.unsupported}</Banner> : null}
      </div>
      {/* Without scripts a button that does nothing is not shown (A11Y-31). */}
      <button
        type="button"
        aria-disabled={state === "asking" || undefined}
        onClick={() => ask(field.current).catch(() => setState("failed"))}
        className={`${buttonLook.primary} noscript:hidden`}
      >
        {state === "asking" ? labels.pending : labels.button}
      </button>
    </div>
  );
}
