"use client";

import { useEffect, useId, useRef, useState } from "react";
import { buttonLook } from "@/app/_ui/button-look";
import type { SessionMark } from "@/lib/account/session-mark";
import type { SessionEndAnswer } from "@/lib/web/session-end-answer";
import { currentPath, forgetTyped, giveTypedBack, keepTyped } from "./idle-kept-values";

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

interface Watched {
  mark: SessionMark;
  /** Changes each time the server draws the frame: it has just seen the session in use. */
  drawnAt: number;
  /** How long the session can last in any case. */
  absoluteSeconds: number;
  addresses: { extend: string; end: string; expired: string };
  sentences: IdleSentences;
}

/** `idle` can be extended, `absolute` cannot. */
interface Warning {
  about: "idle" | "absolute";
  endsAt: number;
}

/** The first look comes a minute before the warning is due: the server knows the last use to the minute. */
const FIRST_LOOK = 27 * 60;
const WARN_IDLE = 2 * 60;
const WARN_ABSOLUTE = 5 * 60;
const LOOK_WHILE_WARNING = 15;
const TOLD = "attache.end-told";

/**
 * Says two minutes ahead that the session is about to end, and goes on at one key; gives what was typed back after signing
 * in again (A11Y-24, R-423). Nothing is asked of the server before it matters.
 */
export function IdleWatch({ mark, drawnAt, absoluteSeconds, addresses, sentences }: Watched) {
  const [warning, setWarning] = useState<Warning | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const [notice, setNotice] = useState<{ sentence: string; aloud?: true } | null>(null);
  const watch = useRef<ReturnType<typeof watchOver> | null>(null);
  const hasBegun = useRef(false);
  const touched = useRef(new WeakSet<HTMLFormElement>()).current;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a frame drawn anew begins anew, whatever else is the same
  useEffect(() => {
    const typing = ({ target }: Event) => {
      const form = target instanceof Element && "form" in target ? target.form : null;
      if (form instanceof HTMLFormElement) touched.add(form);
    };
    // The answer may be that the session is over: by then the form is gone.
    const sending = ({ target }: Event) => {
      if (target instanceof HTMLFormElement && target.closest("main")) keepTyped(mark, touched);
    };
    const leave = () => {
      keepTyped(mark, touched);
      location.assign(addresses.expired + encodeURIComponent(currentPath()));
    };
    const own = watchOver({ mark, absoluteSeconds, addresses, setWarning, leave });
    watch.current = own;
    document.addEventListener("input", typing);
    document.addEventListener("change", typing);
    document.addEventListener("submit", sending, true);
    document.addEventListener("visibilitychange", own.lookIfDue);
    addEventListener("focus", own.lookIfDue);
    // Drawn anew where it stands: what was just sent has arrived.
    if (hasBegun.current) forgetTyped();
    else if (giveTypedBack(mark)) setNotice({ sentence: sentences.givenBack });
    hasBegun.current = true;
    return () => {
      own.stop();
      document.removeEventListener("input", typing);
      document.removeEventListener("change", typing);
      document.removeEventListener("submit", sending, true);
      document.removeEventListener("visibilitychange", own.lookIfDue);
      removeEventListener("focus", own.lookIfDue);
    };
  }, [drawnAt, mark.session]);

  const answer = async () => {
    if (warning?.about === "absolute") return watch.current?.tell();
    setNotice(null);
    const outcome = await watch.current?.extend();
    setFailed(outcome === "unknown");
    if (outcome === "live") setNotice({ sentence: sentences.extended, aloud: true });
  };

  return (
    <>
      <WarningDialog
        warning={warning}
        sentences={sentences}
        failure={hasFailed ? sentences.notExtended : null}
        onAnswer={answer}
      />
      {notice ? <Notice {...notice} /> : null}
    </>
  );
}

/** Looks after one session until it ends. All of its seconds come from the server. */
function watchOver({
  mark,
  absoluteSeconds,
  addresses,
  setWarning,
  leave,
}: Pick<Watched, "mark" | "absoluteSeconds" | "addresses"> & {
  setWarning: (warning: Warning | null) => void;
  leave: () => void;
}) {
  let timer: ReturnType<typeof setTimeout>;
  let dueAt = 0;
  let isWarning = false;
  let isStopped = false;

  const lookIn = (seconds: number) => {
    clearTimeout(timer);
    dueAt = Date.now() + seconds * 1000;
    timer = setTimeout(look, seconds * 1000);
  };
  const ask = async (address: string, method: "GET" | "POST"): Promise<"live" | "over" | "unknown"> => {
    const answer = await fetch(address, { method, cache: "no-store" }).catch(() => null);
    if (isStopped) return "over";
    if (answer?.status === 401) {
      leave();
      return "over";
    }
    if (!answer?.ok) {
      // No network, or a portal that is busy: nobody knows yet.
      lookIn(LOOK_WHILE_WARNING);
      return "unknown";
    }
    follow(await answer.json());
    return "live";
  };
  const look = () => ask(addresses.end, "GET");
  const follow = ({ idleSeconds, absoluteSeconds }: SessionEndAnswer) => {
    const warnAbsolute = wasTold(mark) ? 0 : WARN_ABSOLUTE;
    const due = Math.min(idleSeconds - WARN_IDLE, absoluteSeconds - warnAbsolute);
    isWarning = due <= 0;
    if (!isWarning) {
      setWarning(null);
      return lookIn(due);
    }
    const left = Math.min(idleSeconds, absoluteSeconds);
    setWarning({ about: idleSeconds <= absoluteSeconds ? "idle" : "absolute", endsAt: Date.now() + left * 1000 });
    // Another tab may be in use meanwhile. Nobody watches a hidden one: its next look is the last.
    lookIn(Math.max(1, document.hidden ? left : Math.min(left, LOOK_WHILE_WARNING)));
  };

  lookIn(Math.max(0, Math.min(FIRST_LOOK, absoluteSeconds - (wasTold(mark) ? 0 : WARN_ABSOLUTE))));
  return {
    extend: () => ask(addresses.extend, "POST"),
    /** The end that cannot be put off was read: it is said once. */
    tell: () => {
      rememberTold(mark);
      setWarning(null);
      void look();
    },
    /** A computer that slept kept no time, and another tab may have been used: it looks when its screen does. */
    lookIfDue: () => {
      if (!document.hidden && (isWarning || Date.now() >= dueAt)) void look();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      setWarning(null);
    },
  };
}

function WarningDialog({
  warning,
  sentences,
  failure,
  onAnswer,
}: {
  warning: Warning | null;
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

/** Something said where the page stands; the region comes first, for a reader to hear what is put into it (A11Y-13). */
function Notice({ sentence, aloud }: { sentence: string; aloud?: true }) {
  const [isSaid, setSaid] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(true), 100);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className={aloud ? "sr-only" : "mb-6 max-w-prose border-info border-l-4 bg-info-soft p-4"}>
      {isSaid ? sentence : null}
    </div>
  );
}

// Of the session, not of the page: the next one opens while the same end comes closer.
function wasTold({ session }: SessionMark): boolean {
  try {
    return sessionStorage.getItem(TOLD) === session;
  } catch {
    return false;
  }
}

function rememberTold({ session }: SessionMark): void {
  try {
    sessionStorage.setItem(TOLD, session);
  } catch {}
}
