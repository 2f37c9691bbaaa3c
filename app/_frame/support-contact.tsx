import { Mail, Phone } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { openingHours } from "@/lib/i18n/opening-hours";
import { live } from "@/lib/platform/live";
import { currentLanguage } from "@/lib/web/current-language";

/** How to reach the people who help: address, telephone and its hours, from the settings. */
export async function SupportContact({ lead }: { lead?: ReactNode }) {
  const t = await getTranslations("frame");
  const { env } = await live();
  const hours = openingHours(env.SUPPORT_HOURS, await currentLanguage());
  return (
    <div>
      {lead ? <p className="mb-2">{lead}</p> : null}
      <address className="grid gap-x-10 gap-y-1 not-italic sm:flex sm:flex-wrap">
        <p className="flex min-h-11 items-center gap-2">
          <Mail aria-hidden="true" size={20} className="shrink-0 text-ink-soft" />
          <span className="sr-only">{t("supportEmail")}</span>
          <a href={`mailto:${env.SUPPORT_EMAIL}`} className="break-all">
            {env.SUPPORT_EMAIL}
          </a>
        </p>
        <p className="flex min-h-11 flex-wrap items-center gap-x-2">
          <Phone aria-hidden="true" size={20} className="shrink-0 text-ink-soft" />
          <span className="sr-only">{t("supportPhone")}</span>
          <a href={`tel:${env.SUPPORT_PHONE.replaceAll(/[^\d+]/g, "")}`} className="tabular-nums">
            {env.SUPPORT_PHONE}
          </a>
          <span className="text-ink-soft tabular-nums">{hours}</span>
        </p>
      </address>
    </div>
  );
}
