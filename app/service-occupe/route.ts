import { getTranslations } from "next-intl/server";
import { live } from "@/lib/platform/live";
import { currentLanguage } from "@/lib/web/current-language";
import { routes } from "@/lib/web/routes";

const RETRY_AFTER_SECONDS = 5;

/** Where an action sends people while the hashing queue is full: a server action cannot set a status (SEC-37). */
export async function GET(): Promise<Response> {
  const t = await getTranslations("signIn.busy");
  const { env } = await live();
  // Every word comes from the catalogue or the settings: nothing in this page was typed by anyone.
  const page = `<!doctype html>
<html lang="${await currentLanguage()}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${t("title")} - ${env.PORTAL_NAME}</title></head>
<body><main><h1>${t("title")}</h1><p>${t("lead")}</p><p><a href="${routes.signIn()}">${t("retry")}</a></p></main></body>
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
