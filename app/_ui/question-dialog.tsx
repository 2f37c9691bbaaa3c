"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";

/**
 * A question asked before anything else: a modal dialog with scripts, a part of the page without (R-314, A11Y-22). It
 * starts at its title: one reads what is asked, and what follows, before one answers (A11Y-25). Escape does what its
 * `button[value="cancel"]` or `a[data-cancel]` does; the fragment of that link is the id of what asked, and the focus
 * goes back there, with scripts or without (A11Y-22).
 */
export function QuestionDialog({
  title,
  consequences,
  children,
}: {
  title: string;
  /** What the act does, read out with the title. */
  consequences?: ReactNode;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useEffect(() => {
    const shown = dialog.current;
    if (!shown) return;
    // It came open with the page, where the modal one stands: nothing moves under the pointer. Only a script makes it modal.
    const begun = document.activeElement;
    shown.close();
    // The browser would choose the first field or button, far down or the act itself; only an error summary goes first.
    if (!shown.querySelector("[autofocus]")) shown.querySelector("h2")?.setAttribute("autofocus", "");
    shown.showModal();
    // Who was quicker than the scripts goes on where he is.
    if (begun instanceof HTMLElement && shown.contains(begun)) begun.focus();
    const answerNo = (event: Event) => {
      event.preventDefault();
      shown.querySelector<HTMLElement>('button[value="cancel"], a[data-cancel]')?.click();
    };
    shown.addEventListener("cancel", answerNo);
    return () => {
      shown.removeEventListener("cancel", answerNo);
      shown.close();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      open
      aria-labelledby={heading}
      aria-describedby={consequences ? `${heading}-more` : undefined}
      className="static mb-8 w-full max-w-xl rounded-lg border border-line bg-surface-raised p-6 text-ink shadow-lg scripted:fixed scripted:inset-y-0 scripted:z-10 scripted:w-[calc(100%-2rem)] scripted:m-auto scripted:max-h-[calc(100%-6px-2em)] scripted:overflow-auto backdrop:bg-ink/50"
    >
      <h2 id={heading} tabIndex={-1}>
        {title}
      </h2>
      {consequences ? <div id={`${heading}-more`}>{consequences}</div> : null}
      {children}
    </dialog>
  );
}
