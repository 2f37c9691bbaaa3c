import type { SQL, SQLWrapper } from "drizzle-orm";
import { sessions } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { secretHash } from "./session";

/** The browser that signs in, as the list of sessions will show it. */
export interface Browser {
  origin: string;
  userAgent: string;
}

/** A session that was just opened: its row, and the secret that only the browser keeps (SEC-42). */
export interface OpenedSession {
  sessionId: string;
  secret: string;
}

/** Opens a session, always under a new secret; `device`: by which the account knows the browser. */
export async function openSession(
  tx: Context,
  accountId: string,
  { device, ...browser }: Browser & { device?: string },
): Promise<OpenedSession> {
  const { write, ...session } = newSession(tx, { accountId, browser, device });
  await tx.db.execute(write);
  return session;
}

/**
 * A session yet to be written, for whoever writes it together with more; of which account, that may decide as well.
 * `awaitsSecondFactor`: it opens nothing until the second factor is proven.
 */
export function newSession(
  ctx: Context,
  {
    accountId,
    browser,
    device,
    awaitsSecondFactor = false,
  }: { accountId: string | SQL<string>; browser: Browser; device?: string; awaitsSecondFactor?: boolean },
): OpenedSession & { write: SQLWrapper } {
  const session = { sessionId: ctx.id(), secret: ctx.secret() };
  const write = ctx.db.insert(sessions).values({
    id: session.sessionId,
    secretHash: secretHash(session.secret),
    accountId,
    userAgent: browser.userAgent.slice(0, 300),
    origin: browser.origin,
    deviceHash: device === undefined ? null : secretHash(device),
    createdAt: ctx.now(),
    lastUsedAt: ctx.now(),
    // Whoever opens a session has just given the password, or chosen it.
    passwordConfirmedAt: ctx.now(),
    awaitsSecondFactor,
  });
  return { ...session, write };
}
