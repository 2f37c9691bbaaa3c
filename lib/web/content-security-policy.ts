import type { Env } from "@/lib/platform/env";

const WIDGET = "https://challenges.cloudflare.com";

/** Pages that may show the anti-robot widget, which styles its own elements. */
const withWidget = /^\/(connexion|renvoi-activation|mot-de-passe-oublie|inscription\/verification)?$/;

/** A mail of the demonstration, shown in a frame of its page: styled text whose links lead on once clicked (SEC-92). */
const framedMail = /^\/demo\/courriels\/[\w-]+\/contenu$/;
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation";

/** A file that somebody added (SEC-93): a browser that showed it all the same would find nothing that runs or loads. */
const addedFile = /^\/(structures\/[^/]+|mon-compte)\/documents\/[^/]+\/?$/;
const addedFilePolicy = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

/** The policy of one answer (SEC-14): scripts by nonce alone, nothing framed, nothing foreign but the widget. */
export function contentSecurityPolicy(nonce: string, path: string, env: Env): string {
  if (env.DEMO === "1" && framedMail.test(path)) return mailPolicy;
  if (addedFile.test(path)) return addedFilePolicy;
  const widget = env.TURNSTILE === "on" && env.TURNSTILE_SITE_KEY !== undefined && withWidget.test(path);
  const mailViewer = env.DEMO === "1" && path.startsWith("/demo/");
  // The development overlay evaluates code and writes its own styles.
  const developing = env.NODE_ENV === "development";
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${developing ? " 'unsafe-eval'" : ""}`,
    `style-src 'self'${developing ? " 'unsafe-inline'" : ""}`,
    ...(widget ? ["style-src-attr 'unsafe-inline'", `frame-src ${WIDGET}`] : []),
    ...(mailViewer ? ["frame-src 'self'"] : []),
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
    "report-uri /api/csp-report",
    ...(env.APP_URL.startsWith("https:") ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
