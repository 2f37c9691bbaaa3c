"use client";

import { useEffect, useId, useRef, useState } from "react";
import { buttonLook } from "@/app/_ui/button-look";

/** What the warning says, in the person's language. */
export interface IdleSentences {
  idle: { title: string; lead: string; button: string };
  absolute: { title: string; lead: string; button: string };
  /** How long is left, by the most seconds for which it is true. */
  left: [seconds: number, sentence: string][];
  extended: string;
  notExtended: string;
  givenBack: string;
}

/** `idle` can be extended, `absolute` cannot. */
export interface IdleWarning {
  about: "idle" | "absolute";
  endsAt: number;
}

/** The warning: an alert dialog with one button, under the focus as soon as it shows (A11Y-22, A11Y-24). */
export function IdleWarningDialog({
  warning,
  sentences,
  failure,
  onAnswer,
}: {
  warning: IdleWarning | null;
  sentences: IdleSentences;
  failure: string | null;
  onAnswer: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    if (!warning) dialog.current?.close();
    else if (!dialog.current?.open) dialog.current?.showModal();
  }, [warning]);

  const { title, lead, button } = sentences[warning?.about ?? "idle"];
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-lead ${id}-left`}
      // Escape says as well that somebody is there.
      onCancel={(event) => {
        event.preventDefault();
        onAnswer();
      }}
      className="m-auto w-[calc(100%-2rem)] max-w-xl rounded-lg border border-line bg-surface-raised p-6 text-ink shadow-lg backdrop:bg-ink/50"
    >
      {warning ? (
        <>
          <h2 id={`${id}-title`}>{title}</h2>
          <p id={`${id}-lead`} className="mt-3">
            {lead}
          </p>
          <Countdown id={`${id}-left`} endsAt={warning.endsAt} sentences={sentences.left} />
          {failure ? (
            <p role="alert" className="mb-5 font-semibold text-danger">
              {failure}
            </p>
          ) : null}
          <button type="button" onClick={onAnswer} className={buttonLook.primary}>
            {button}
          </button>
        </>
      ) : null}
    </dialog>
  );
}

/** What is left: to the second for the eye, in words now and then for the ear (A11Y-13). */
function Countdown({ id, endsAt, sentences }: { id: string; endsAt: number; sentences: IdleSentences["left"] }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((endsAt - now) / 1000));
  return (
    <>
      <p id={id} aria-live="polite" className="mt-3 font-semibold">
        {sentences.findLast(([most]) => seconds <= most)?.[1]}
      </p>
      <p aria-hidden="true" className="mt-1 mb-5 text-2xl tabular-nums">
        {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
      </p>
    </>
  );
}
