import { createHmac } from "node:crypto";
import type { Env } from "@/lib/platform/env";

/** Whose session a page was written for, said to a browser without naming anybody. */
export interface SessionMark {
  account: string;
  session: string;
}

/**
 * The marks that bind what a browser keeps of a form to the person, and to the session it was typed in (A11Y-24): keyed,
 * so that they tell nobody who it is.
 */
export function sessionMark(
  { AUTH_SECRET }: Pick<Env, "AUTH_SECRET">,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): SessionMark {
  const [key] = AUTH_SECRET;
  const mark = (what: string, id: string) =>
    createHmac("sha256", key?.secret ?? "")
      .update(`kept-values:${what}:${id}`)
      .digest("base64url")
      .slice(0, 22);
  return { account: mark("account", accountId), session: mark("session", sessionId) };
}
