import type { ReactNode } from "react";
import { type ButtonVariant, buttonLook } from "./button-look";

/** A link that is the next thing to do. */
export function ButtonLink({
  href,
  variant = "primary",
  children,
}: {
  href: string;
  variant?: ButtonVariant;
  children: ReactNode;
}) {
  return (
    <a href={href} className={buttonLook[variant]}>
      {children}
    </a>
  );
}
