import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { live } from "@/lib/platform/live";
import { currentLanguage } from "./current-language";
import type { HumanCheckStep } from "./form-state";

/** The anti-robot step of a form, or null where the check is off (R-318, A11Y-10). */
export async function humanCheck(action: string, { always }: { always: boolean }): Promise<HumanCheckStep | null> {
  const { env, turnstile } = await live();
  if (turnstile.siteKey === null) return null;
  const t = await getTranslations("forms.humanCheck");
  return {
    siteKey: turnstile.siteKey,
    action,
    always,
    nonce: (await headers()).get("x-nonce") ?? undefined,
    language: await currentLanguage(),
    labels: {
      legend: t("legend"),
      waiting: t("waiting"),
      passed: t("passed"),
      failed: t("failed"),
      expired: t("expired"),
      noScripts: t("noScripts"),
      support: t("support", { email: env.SUPPORT_EMAIL, phone: env.SUPPORT_PHONE }),
    },
  };
}
