import { getTranslations } from "next-intl/server";
import { live } from "@/lib/platform/live";
import { currentLanguage } from "@/lib/web/current-language";
import { routes } from "@/lib/web/routes";

const RETRY_AFTER_SECONDS = 5;

/** The forms that lead here; an address that names anything else leads to the first one. */
const waysBack = [
  routes.signIn(),
  routes.secondFactorStep(),
  routes.forgottenPassword("question"),
  routes.newPassword(),
  routes.activation(),
];

/** Where an action sends visitors while the hashing queue is full: a server action cannot set a status (SEC-37). */
export async function GET(request: Request): Promise<Response> {
  const from = new URL(request.url).searchParams.get("depuis");
  const back = waysBack.find((path) => path === from) ?? routes.signIn();
  const t = await getTranslations("errors.busy");
  const support = await getTranslations("failure");
  const { PORTAL_NAME, SUPPORT_EMAIL: email, SUPPORT_PHONE: phone } = (await live()).env;
  // Every word comes from the catalogue or the settings: nothing in this page was typed by anyone.
  const page = `<!doctype html>
<html lang="${await currentLanguage()}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>${t("title")} - ${PORTAL_NAME}</title><link rel="stylesheet" href="${routes.busyStyle()}"></head>
<body><header><a href="${routes.home()}">${PORTAL_NAME}</a></header>
<main><h1>${t("title")}</h1><p>${t("lead")}</p><p>${t("next")}</p>
<p><a class="button" href="${back}">${t("retry")}</a></p><p>${support("support", { email, phone })}</p></main></body>
</html>`;
  return new Response(page, {
    status: 503,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Retry-After": String(RETRY_AFTER_SECONDS),
      "Cache-Control": "private, no-store",
    },
  });
}
