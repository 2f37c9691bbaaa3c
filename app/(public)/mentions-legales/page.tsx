import { getTranslations } from "next-intl/server";
import { LegalText } from "../_legal/legal-text";
import { legalTags, legalValues } from "../_legal/prose";

const parts = ["publisher", "director", "host", "independence", "content", "security", "more"] as const;

/** "Mentions légales": who publishes and who hosts, from the settings. */
export default async function LegalNoticePage() {
  const [t, values, tags] = await Promise.all([getTranslations("legal.notice"), legalValues(), legalTags()]);
  const sections = parts.map((key) => ({
    key,
    title: t(`${key}.title`),
    body: t.rich(`${key}.body`, { ...values, ...tags }),
  }));
  return <LegalText title={t("title")} lead={t("lead", values)} sections={sections} />;
}
