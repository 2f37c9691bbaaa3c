"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { useHumanCheck } from "./action-form";
import { type ButtonVariant, buttonLook } from "./button-look";
import { HumanCheck } from "./human-check";

/**
 * Sends its form, once: while it is on its way, the pressed button says so and keeps the focus. The anti-robot step
 * stands right before the primary one.
 */
export function SubmitButton({
  pendingLabel,
  variant = "primary",
  name,
  value,
  children,
}: {
  pendingLabel: string;
  variant?: ButtonVariant;
  /** What the form is told when this button sends it. */
  name?: string;
  value?: string;
  children: ReactNode;
}) {
  const { pending, data } = useFormStatus();
  const pressed = pending && (name === undefined || data?.get(name) === value);
  const humanCheck = useHumanCheck();
  return (
    <>
      {humanCheck && variant === "primary" ? <HumanCheck step={humanCheck} /> : null}
      <button
        type="submit"
        name={name}
        value={value}
        // Not `disabled`: the focus would fall back to the top of the page.
        aria-disabled={pending || undefined}
        onClick={(event) => pending && event.preventDefault()}
        className={buttonLook[variant]}
      >
        {pressed ? pendingLabel : children}
      </button>
    </>
  );
}
