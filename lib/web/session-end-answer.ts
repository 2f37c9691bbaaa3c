import { differenceInSeconds } from "date-fns";
import type { SessionEnd } from "@/lib/account/find-session-end";

/** What a page is told about the end of its session: seconds, for the browser's clock may be wrong. */
export interface SessionEndAnswer {
  idleSeconds: number;
  absoluteSeconds: number;
}

const headers = { "Cache-Control": "private, no-store" };

/** The seconds left at that moment (A11Y-24). */
export function sessionEndAnswer({ idleEndsAt, endsAt }: SessionEnd, now: Date): Response {
  const answer: SessionEndAnswer = {
    idleSeconds: differenceInSeconds(idleEndsAt, now),
    absoluteSeconds: differenceInSeconds(endsAt, now),
  };
  return Response.json(answer, { headers });
}

/** Signed out, expired or closed elsewhere: the three are told alike. */
export function sessionOverAnswer(): Response {
  return Response.json({}, { status: 401, headers });
}
