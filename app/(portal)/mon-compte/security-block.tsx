import { getTranslations } from "next-intl/server";
import { DescriptionList } from "@/app/_ui/description-list";
import { StatusTag } from "@/app/_ui/status-tag";
import { hasSecondFactor, type OwnSecurity } from "@/lib/account/find-own-security";
import { formatMoment } from "@/lib/i18n/format-moment";
import { routes } from "@/lib/web/routes";

/** How well the account is protected, at a glance; the sign-in before this one is the one to recognise. */
export async function SecurityBlock({
  security,
  previousSignInAt,
}: {
  security: OwnSecurity;
  previousSignInAt: Date | null;
}) {
  const t = await getTranslations("account.overview");
  const isOn = hasSecondFactor(security);
  return (
    <section aria-labelledby="security" className="min-w-0">
      <div className="mb-3 flex min-h-11 items-center md:min-h-6">
        <h2 id="security">{t("security")}</h2>
      </div>
      <DescriptionList
        items={[
          {
            term: t("secondFactor"),
            details: <StatusTag tone={isOn ? "success" : "neutral"}>{isOn ? t("on") : t("off")}</StatusTag>,
          },
          {
            term: t("lastSignIn"),
            details: previousSignInAt === null ? t("firstSignIn") : formatMoment(previousSignInAt),
          },
        ]}
      />
      <a href={routes.security()} className="mt-2 inline-flex min-h-11 items-center">
        {t("seeSecurity")}
      </a>
    </section>
  );
}
