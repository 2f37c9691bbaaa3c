import { deviceCookie, languageCookie, sealedCookie, sessionCookie } from "@/lib/web/cookie-names";
import type { OwnPurpose, SealedPurpose } from "@/lib/web/sealed-cookie";

/** What a cookie is for, as the page words it. */
export type CookieUse = "session" | "device" | "language" | SealedUse;
type SealedUse = "form" | "recap" | "link" | "step" | "search" | "technical" | "once";

/** The compiler asks for every sealed cookie: a new one is told, or it does not exist (R-1204). */
const sealedUses: Record<SealedPurpose | OwnPurpose, SealedUse> = {
  draft: "form",
  recap: "recap",
  "activation-link": "link",
  "contact-email-link": "link",
  "password-link": "link",
  "reactivation-link": "link",
  "login-email-link": "link",
  "lost-password": "step",
  "second-factor": "step",
  "disabled-account": "step",
  "structure-search": "search",
  "new-structure": "search",
  "new-identifier": "search",
  "mandate-draft": "search",
  "technical-secret": "technical",
  "recovery-codes": "once",
};

/** Every cookie that the portal may set, by what it is for; `secure`: over https names say so themselves (SEC-42). */
export function cookiesByUse(secure: boolean): { use: CookieUse; names: string[] }[] {
  const sealed = Object.entries(sealedUses).map(([purpose, use]) => ({ use, name: sealedCookie(purpose, secure) }));
  const all = [
    { use: "session" as const, name: sessionCookie(secure) },
    { use: "device" as const, name: deviceCookie(secure) },
    { use: "language" as const, name: languageCookie },
    ...sealed,
  ];
  const uses = [...new Set(all.map(({ use }) => use))];
  return uses.map((use) => ({ use, names: all.filter((one) => one.use === use).map(({ name }) => name) }));
}
