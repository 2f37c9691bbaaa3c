import { getTranslations } from "next-intl/server";
import { live } from "@/lib/platform/live";
import { LegalText } from "../_legal/legal-text";
import { legalTags, legalValues } from "../_legal/prose";

const parts = ["service", "account", "roles", "duties", "ours", "liability", "end", "data", "change"] as const;

/** "Conditions générales d'utilisation": the version that is accepted at registration. */
export default async function TermsPage() {
  const [t, values, tags] = await Promise.all([getTranslations("legal.terms"), legalValues(), legalTags()]);
  const { env } = await live();
  const sections = parts.map((key) => ({
    key,
    title: t(`${key}.title`),
    body: t.rich(`${key}.body`, { ...values, ...tags }),
  }));
  const lead = t("lead", { ...values, version: env.TERMS_VERSION });
  return <LegalText title={t("title")} lead={lead} sections={sections} />;
}
