import { getTranslations } from "next-intl/server";
import { LegalText } from "../_legal/legal-text";
import { legalTags, legalValues } from "../_legal/prose";
import { CookieTable } from "./cookie-table";

const parts = ["controller", "purposes", "held", "retention", "recipients", "cookies", "rights", "complaint"] as const;

/** "Données personnelles": purposes, retention, recipients, cookies and rights (R-1204, SEC-98). */
export default async function PrivacyPage() {
  const [t, values, tags] = await Promise.all([getTranslations("legal.privacy"), legalValues(), legalTags()]);
  const sections = parts.map((key) => {
    const text = t.rich(`${key}.body`, { ...values, ...tags });
    const body =
      key === "cookies" ? (
        <>
          {text}
          <CookieTable />
        </>
      ) : (
        text
      );
    return { key, title: t(`${key}.title`), body };
  });
  return <LegalText title={t("title")} lead={t("lead", values)} sections={sections} />;
}
