import { and, eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { eventWrites } from "@/lib/audit/record-event";
import type { Language } from "@/lib/i18n/language";
import { messageWrites } from "@/lib/outbox/enqueue";
import type { Context } from "@/lib/platform/context";
import type { SigningDevice } from "./known-device";
import type { Browser } from "./open-session";
import { rememberedDevice } from "./remember-device";

/** Who signed in, from where, and in which session. */
export interface CompletedSignIn {
  account: { id: string; email: string; language: Language; wasUsed: boolean };
  device: SigningDevice;
  browser: Browser;
  sessionId: string;
  /** What must still be true of the account's row for the visit to count. */
  onlyIf?: SQL;
}

/**
 * What a sign-in leaves behind once nothing more is asked: the visit, the browser, the trail, and a mail when the account
 * was used before and not on this browser (N-26, SEC-47): `isTold` then. Yet to be written, the visit first, together with
 * the session.
 */
export function completedSignIn(
  ctx: Context,
  { account, device, browser, sessionId, onlyIf }: CompletedSignIn,
): { isTold: boolean; visit: SQLWrapper; writes: SQLWrapper[] } {
  const { id, email, language, wasUsed } = account;
  const event = { kind: "signed-in", actorId: id, targetId: id, facts: { sessionId } } as const;
  const message = { kind: "unknown-device-signed-in", accountId: id, sessionId } as const;
  const mail = { message, recipient: email, language, event: `unknown-device-signed-in:${sessionId}` };
  const isTold = !device.isKnown && wasUsed;
  const visit = ctx.db
    .update(accounts)
    .set({ previousSignInAt: sql`${accounts.lastSignInAt}`, lastSignInAt: ctx.now(), lockedUntil: null })
    .where(and(eq(accounts.id, id), onlyIf))
    .returning({ id: accounts.id });
  const writes = [
    rememberedDevice(ctx, id, device.secret),
    ...eventWrites(ctx, event, { origin: browser.origin }),
    ...messageWrites(ctx, isTold ? [mail] : []),
  ];
  return { isTold, visit, writes };
}
