import { getTranslations } from "next-intl/server";
import { live } from "@/lib/platform/live";
import { routes } from "@/lib/web/routes";

/** Says that nothing here is real, or that the anti-robot check is off outside of production. */
export async function EnvironmentBanner() {
  const { env, turnstile } = await live();
  // In production, switching the check off is a decision of the operator, and nobody else's business.
  const checkOff = turnstile.siteKey === null && (env.DEMO === "1" || env.NODE_ENV !== "production");
  if (!env.DEMO && !checkOff) return null;
  const t = await getTranslations("frame");
  return (
    <aside className="border-warning border-b bg-warning-soft text-sm print:hidden">
      <p className="page-width py-1.5">
        {env.DEMO ? (
          <>
            {t("demonstration")} <a href={routes.demoMails()}>{t("demonstrationMails")}</a>.{" "}
          </>
        ) : null}
        {checkOff ? t("humanCheckOff") : null}
      </p>
    </aside>
  );
}
