import type { ReactNode } from "react";
import { type ButtonVariant, buttonLook } from "./button-look";
import { questionId } from "./question-id";

/** A link that is the next thing to do; `id` where a question has an address of its own to come back from. */
export function ButtonLink({
  href,
  id = questionId(href),
  variant = "primary",
  children,
}: {
  href: string;
  id?: string;
  variant?: ButtonVariant;
  children: ReactNode;
}) {
  return (
    <a id={id} href={href} className={buttonLook[variant]}>
      {children}
    </a>
  );
}
