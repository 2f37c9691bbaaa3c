"use client";

import { useEffect, useRef, useState } from "react";
import type { SessionMark } from "@/lib/account/session-mark";
import { currentPath, forgetTyped, giveTypedBack, keepTyped } from "./idle-kept-values";
import { type SessionAddresses, watchOver } from "./idle-look-out";
import { type IdleSentences, type IdleWarning, IdleWarningDialog } from "./idle-warning-dialog";

/** What is watched over, and what is said of it. */
export interface Watched {
  mark: SessionMark;
  /** Changes each time the server draws the frame: it has just seen the session in use. */
  drawnAt: number;
  /** How long the session can last in any case. */
  absoluteSeconds: number;
  addresses: SessionAddresses & { expired: string };
  sentences: IdleSentences;
}

/**
 * Says two minutes ahead that the session is about to end, and goes on at one key; gives what was typed back after signing
 * in again (A11Y-24, R-423). Nothing is asked of the server before it matters.
 */
export default function SessionWatch({ mark, drawnAt, absoluteSeconds, addresses, sentences }: Watched) {
  const [warning, setWarning] = useState<IdleWarning | null>(null);
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
    const warn = (next: IdleWarning | null) => {
      setWarning(next);
      if (!next) setFailed(false);
    };
    const own = watchOver({ session: mark.session, absoluteSeconds, addresses, warn, leave });
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
      <IdleWarningDialog
        warning={warning}
        sentences={sentences}
        failure={hasFailed ? sentences.notExtended : null}
        onAnswer={answer}
      />
      {notice ? <Notice {...notice} /> : null}
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
