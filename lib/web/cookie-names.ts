/** `__Host-` binds a cookie to this very host, but browsers accept it over https only (SEC-42). */
function named(base: string, secure: boolean): string {
  return secure ? `__Host-attache.${base}` : `attache.${base}`;
}

/** Names the session row and carries routing hints. */
export const sessionCookie = (secure: boolean) => named("session", secure);

/** A browser that signed in before. */
export const deviceCookie = (secure: boolean) => named("device", secure);

/** A sealed value in transit between two pages. */
export const sealedCookie = (purpose: string, secure: boolean) => named(purpose, secure);

/** The visitor's language; read by no rule, so it needs no protection. */
export const languageCookie = "attache.language";
