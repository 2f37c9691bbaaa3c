import type { ReactNode } from "react";
import { buttonLook } from "./button-look";

/** The way out of a question that changes nothing; in a `QuestionDialog`, what Escape presses too. */
export function CancelLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a data-cancel href={href} className={buttonLook.secondary}>
      {children}
    </a>
  );
}
