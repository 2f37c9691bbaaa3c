import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHeading } from "@/app/_ui/page-heading";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";
import { FirstSteps } from "./first-steps";
import { GuideProblems } from "./guide-problems";
import { guideValues } from "./guide-values";
import { inlineCode } from "./inline-code";
import { FactsTable } from "./reference/facts-table";

const parts = ["user", "start", "existing", "rotation", "limits", "lists", "errors", "safety"] as const;

/**
 * The guide of integrators: from a technical user to a first answer, and what to do before something breaks (R-1011 to
 * R-1013).
 */
export default async function ApiGuidePage() {
  const t = await getTranslations("apiGuide");
  const values = await guideValues();
  return (
    <>
      <PageHeading title={t("title")} documentTitle={await documentTitle(t("title"))} lead={t("lead")} />
      <ul className="flex flex-wrap gap-x-6">
        <li>
          <a href={routes.apiReference()} className="inline-flex min-h-11 items-center">
            {t("reference")}
          </a>
        </li>
        <li>
          <a href={routes.openApi()} className="inline-flex min-h-11 items-center">
            {t("openApi")}
          </a>
        </li>
      </ul>
      <nav aria-labelledby="sommaire" className="mt-4 print:hidden">
        <h2 id="sommaire">{t("contents")}</h2>
        <ul className="mt-2 gap-x-8 sm:columns-2">
          {parts.map((part) => (
            <li key={part}>
              <a href={`#${part}`} className="inline-flex min-h-11 items-center">
                {t(`${part}.title`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="mt-10 space-y-10">
        {parts.map((part) => (
          <section key={part} aria-labelledby={part}>
            <h2 id={part} tabIndex={-1}>
              {t(`${part}.title`)}
            </h2>
            {t.rich(`${part}.body`, { ...values, ...tags })}
            {part === "start" ? <FirstSteps /> : null}
            {part === "existing" ? <Addresses /> : null}
            {part === "errors" ? <GuideProblems /> : null}
          </section>
        ))}
      </div>
    </>
  );
}

/** What software that knows the compatibility façade is to be told. */
async function Addresses() {
  const { env } = await live();
  const t = await getTranslations("apiGuide.addresses");
  const called = { api: "/cpro/…", token: routes.apiToken() };
  return (
    <FactsTable
      caption={t("caption")}
      headings={[t("setting"), t("value"), t("called")]}
      lines={(["api", "token"] as const).map((key) => ({
        key,
        cells: [t(key), inlineCode(env.APP_URL), inlineCode(`${env.APP_URL}${called[key]}`)],
      }))}
    />
  );
}

const link = (href: string) => (words: ReactNode) => <a href={href}>{words}</a>;

/** How the tags of the sentences are drawn. */
const tags = {
  p: (words: ReactNode) => <p className="mt-3 max-w-prose">{words}</p>,
  ul: (words: ReactNode) => <ul className="mt-3 max-w-prose list-disc space-y-2 pl-6">{words}</ul>,
  ol: (words: ReactNode) => <ol className="mt-3 max-w-prose list-decimal space-y-2 pl-6">{words}</ol>,
  li: (words: ReactNode) => <li>{words}</li>,
  strong: (words: ReactNode) => <strong>{words}</strong>,
  code: inlineCode,
  referencePage: link(routes.apiReference()),
  problemsPage: link(`${routes.apiReference()}#erreurs`),
};
