import { getTranslations } from "next-intl/server";
import { formatDay } from "@/lib/i18n/format-moment";
import { LegalText } from "../_legal/legal-text";
import { legalTags, legalValues } from "../_legal/prose";
import { lastAudit } from "./last-audit";

const parts = ["state", "results", "untested", "content", "made", "contact", "appeal"] as const;

/** "Accessibilité": the statement in its legal form; what nobody has tried is said so (A11Y-33). */
export default async function AccessibilityPage() {
  const [t, values, tags] = await Promise.all([getTranslations("legal.accessibility"), legalValues(), legalTags()]);
  const { on, standard, tools } = lastAudit;
  const audit = { date: formatDay(on), standard, tools };
  const sections = parts.map((key) => ({
    key,
    title: t(`${key}.title`),
    body: t.rich(`${key}.body`, { ...values, ...audit, ...tags }),
  }));
  return <LegalText title={t("title")} lead={t("lead", values)} sections={sections} />;
}
