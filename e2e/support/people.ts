import { randomBytes, randomUUID } from "node:crypto";
import type { BrowserContext } from "@playwright/test";
import { encode } from "next-auth/jwt";
import { ABSOLUTE_HOURS } from "@/lib/account/session";
import { isAttached, isManager } from "@/lib/attachment/actor";
import type { Context } from "@/lib/platform/context";
import { openPg } from "@/lib/platform/open-database-pg";
import { countingHasher } from "@/lib/testing/counting-hasher";
import { testEnv } from "@/lib/testing/environment";
import { type Account, aSessionOf } from "@/lib/testing/people";
import { recordingMailer } from "@/lib/testing/recording-mailer";
import type { Claims } from "@/lib/web/claims";
import { sessionCookie } from "@/lib/web/cookie-names";
import type { Portal } from "./portals";

/** The portal's database as `lib/testing/people` writes to it; close it when the people are there. */
export function behind(portal: Portal): Context & { close(): Promise<void> } {
  if (portal.databaseUrl === null) throw new Error("The database of a portal elsewhere is out of reach.");
  const { db, close } = openPg(portal.databaseUrl);
  return {
    db,
    close,
    // What technical accounts sign in with is hashed under the portal's own key.
    env: testEnv(portal.apiSecret === null ? {} : { API_SECRET: `1:${portal.apiSecret}` }),
    now: () => new Date(),
    id: randomUUID,
    secret: () => randomBytes(32).toString("base64url"),
    mailer: recordingMailer(),
    passwords: countingHasher(),
    // Making people asks neither the registry nor the anti-robot check.
    sirene: { source: "sample", lookUp: async () => ({ kind: "unavailable" }) },
    // Nor do they keep files.
    storage: {
      put: async () => ({ kind: "unavailable" }),
      get: async () => ({ kind: "missing" }),
      remove: async () => ({ kind: "unavailable" }),
    },
    turnstile: { siteKey: null, verify: async () => ({ kind: "unavailable" }) },
  };
}

/** Signs somebody in by cookie: one journey alone types a password, the others begin behind it. */
export async function signInByCookie(context: BrowserContext, portal: Portal, account: Account): Promise<void> {
  const cookie = await sessionCookieFor(portal, account);
  await context.addCookies([{ ...cookie, url: portal.url, httpOnly: true, sameSite: "Lax" }]);
}

/** The cookie of a browser in which somebody is signed in. */
export async function sessionCookieFor(portal: Portal, account: Account): Promise<{ name: string; value: string }> {
  if (portal.authSecret === null) throw new Error("The keys of a portal elsewhere are out of reach.");
  const ctx = behind(portal);
  const { secret, actor } = await aSessionOf(ctx, account);
  await ctx.close();

  const claims: Claims = {
    secret,
    checkedAt: Date.now(),
    attached: isAttached(actor),
    manager: isManager(actor),
    administrator: actor.isAdministrator,
  };
  const name = sessionCookie(portal.url.startsWith("https:"));
  const value = await encode({
    token: { ...claims },
    secret: portal.authSecret,
    salt: name,
    maxAge: ABSOLUTE_HOURS * 3600,
  });
  return { name, value };
}
