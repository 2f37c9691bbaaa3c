import { eq, type SQLWrapper, sql } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { eventWrites } from "@/lib/audit/record-event";
import type { Language } from "@/lib/i18n/language";
import { messageWrites } from "@/lib/outbox/enqueue";
import type { Context } from "@/lib/platform/context";
import type { Browser } from "./open-session";
import { rememberedDevice } from "./remember-device";

/** Who signed in, from where, and in which session. */
export interface CompletedSignIn {
  account: { id: string; email: string; language: Language; hasDevices: boolean };
  /** The secret by which the account knows this browser; null: it does not. */
  device: string | null;
  browser: Browser;
  sessionId: string;
}

/**
 * What a sign-in leaves behind once nothing more is asked: the visit, the browser, the trail, and a mail when the account
 * has browsers and this is none of them (N-26, SEC-47). Yet to be written, together with the session.
 */
export function completedSignIn(
  ctx: Context,
  { account, device, browser, sessionId }: CompletedSignIn,
): { device: string; writes: SQLWrapper[] } {
  const { id, email, language, hasDevices } = account;
  const remembered = rememberedDevice(ctx, id, device);
  const event = { kind: "signed-in", actorId: id, targetId: id, facts: { sessionId } } as const;
  const message = { kind: "unknown-device-signed-in", accountId: id, sessionId } as const;
  const mail = { message, recipient: email, language, event: `unknown-device-signed-in:${sessionId}` };
  const writes = [
    ctx.db
      .update(accounts)
      .set({ previousSignInAt: sql`${accounts.lastSignInAt}`, lastSignInAt: ctx.now(), lockedUntil: null })
      .where(eq(accounts.id, id)),
    remembered.write,
    ...eventWrites(ctx, event, { origin: browser.origin }),
    ...messageWrites(ctx, device === null && hasDevices ? [mail] : []),
  ];
  return { device: remembered.secret, writes };
}
