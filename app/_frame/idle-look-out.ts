"use client";

import type { SessionEndAnswer } from "@/lib/web/session-end-answer";
import type { IdleWarning } from "./idle-warning-dialog";

/** Where a page asks how long its session has left, and for more. */
export interface SessionAddresses {
  end: string;
  extend: string;
}

/** The first look comes a minute before the warning is due: the server knows the last use to the minute. */
const FIRST_LOOK = 27 * 60;
const WARN_IDLE = 2 * 60;
const WARN_ABSOLUTE = 5 * 60;
const LOOK_WHILE_WARNING = 15;
const ASK_AGAIN = 1000;
const TOLD = "attache.end-told";

/** Looks after one session until it ends. All of its seconds come from the server. */
export function watchOver({
  session,
  absoluteSeconds,
  addresses,
  warn,
  leave,
}: {
  /** The mark of the session. */
  session: string;
  absoluteSeconds: number;
  addresses: SessionAddresses;
  warn: (warning: IdleWarning | null) => void;
  /** The session is over. */
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
    let answer = await send(address, method);
    if (answer?.status === 401 && !isStopped) {
      // The session may have got a new secret while this was asked: the browser holds it in a moment.
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN));
      answer = await send(address, method);
    }
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
  const send = (address: string, method: "GET" | "POST") =>
    fetch(address, { method, cache: "no-store" }).catch(() => null);
  const look = () => ask(addresses.end, "GET");
  const follow = ({ idleSeconds, absoluteSeconds }: SessionEndAnswer) => {
    const warnAbsolute = wasTold(session) ? 0 : WARN_ABSOLUTE;
    const due = Math.min(idleSeconds - WARN_IDLE, absoluteSeconds - warnAbsolute);
    isWarning = due <= 0;
    if (!isWarning) {
      warn(null);
      return lookIn(due);
    }
    const left = Math.min(idleSeconds, absoluteSeconds);
    warn({ about: idleSeconds <= absoluteSeconds ? "idle" : "absolute", endsAt: Date.now() + left * 1000 });
    // Another tab may be in use meanwhile. Nobody watches a hidden one: its next look is the last.
    lookIn(Math.max(1, document.hidden ? left : Math.min(left, LOOK_WHILE_WARNING)));
  };

  lookIn(Math.max(0, Math.min(FIRST_LOOK, absoluteSeconds - (wasTold(session) ? 0 : WARN_ABSOLUTE))));
  return {
    extend: () => ask(addresses.extend, "POST"),
    /** The end that cannot be put off was read: it is said once. */
    tell: () => {
      rememberTold(session);
      warn(null);
      void look();
    },
    /** A computer that slept kept no time, and another tab may have been used: it looks when its screen does. */
    lookIfDue: () => {
      if (!document.hidden && (isWarning || Date.now() >= dueAt)) void look();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      warn(null);
    },
  };
}

// Of the session, not of the page: the next one opens while the same end comes closer.
function wasTold(session: string): boolean {
  try {
    return sessionStorage.getItem(TOLD) === session;
  } catch {
    return false;
  }
}

function rememberTold(session: string): void {
  try {
    sessionStorage.setItem(TOLD, session);
  } catch {}
}
