import { getTranslations } from "next-intl/server";
import { Fragment } from "react";
import { PageHeading } from "@/app/_ui/page-heading";
import { openApi } from "@/lib/api/open-api";
import { anchorOf, codeOf, problemKinds, problemStatuses } from "@/lib/api/problem";
import { live } from "@/lib/platform/live";
import { TOKEN_SECONDS } from "@/lib/technical-account/access-token";
import { CALLS_A_MINUTE } from "@/lib/technical-account/find-api-caller";
import { currentLanguage } from "@/lib/web/current-language";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";
import { FactsTable } from "./facts-table";
import { OperationSection } from "./operation-section";

const rules = ["authentication", "limits", "pages", "repeats", "strict"] as const;

/** API v1 for people to read, made from the very document that software reads (R-1012). */
export default async function ApiReferencePage() {
  const { env } = await live();
  const [t, tagNames, problems] = await Promise.all([
    getTranslations("api.reference"),
    getTranslations("api.tags"),
    getTranslations("api.problems"),
  ]);
  const document = openApi(env, await currentLanguage());
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = ["account", "structures", "requests", "publicStructures"] as const;
  const token = new URL(routes.apiToken(), env.APP_URL).href;
  const ruleTexts = {
    authentication: t("authenticationText", { token, seconds: TOKEN_SECONDS }),
    limits: t("limitsText", { calls: CALLS_A_MINUTE }),
    pages: t("pagesText"),
    repeats: t("repeatsText"),
    strict: t("strictText"),
  };

  return (
    <>
      <PageHeading title={t("title")} documentTitle={await documentTitle(t("title"))} lead={t("lead")} />
      <ul className="flex flex-wrap gap-x-6">
        <li>
          <a href={routes.apiGuide()} className="inline-flex min-h-11 items-center">
            {t("guide")}
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
          {operations.map(({ operation: { operationId, summary } }) => (
            <li key={operationId}>
              <a href={`#${operationId}`} className="inline-flex min-h-11 items-center">
                {summary}
              </a>
            </li>
          ))}
          <li>
            <a href="#erreurs" className="inline-flex min-h-11 items-center">
              {t("problemsTitle")}
            </a>
          </li>
        </ul>
      </nav>

      <section aria-labelledby="regles" className="mt-10">
        <h2 id="regles">{t("general")}</h2>
        <p className="mt-2 [overflow-wrap:anywhere]">{t("base", { base: String(document.servers[0]?.url) })}</p>
        {rules.map((rule) => (
          <Fragment key={rule}>
            <h3 className="mt-6">{t(rule)}</h3>
            <p className="mt-1 max-w-prose [overflow-wrap:anywhere]">{ruleTexts[rule]}</p>
          </Fragment>
        ))}
      </section>

      {tags.map((tag) => (
        <section key={tag} aria-labelledby={`partie-${tag}`} className="mt-12">
          <h2 id={`partie-${tag}`}>{tagNames(tag)}</h2>
          {operations
            .filter(({ operation }) => operation.tags.includes(tag))
            .map((one) => (
              <OperationSection key={one.operation.operationId} document={document} {...one} />
            ))}
        </section>
      ))}

      <section aria-labelledby="erreurs" className="mt-12">
        <h2 id="erreurs">{t("problemsTitle")}</h2>
        <p className="mt-2 max-w-prose">{t("problemsText")}</p>
        <FactsTable
          caption={t("problemsCaption")}
          headings={[t("code"), t("status"), t("explanation")]}
          lines={problemKinds.map((kind) => ({
            key: kind,
            id: anchorOf(kind),
            cells: [
              <code key="code" className="[overflow-wrap:anywhere]">
                {codeOf(kind)}
              </code>,
              problemStatuses[kind],
              `${problems(`${kind}.title`)} ${problems(`${kind}.detail`)}`,
            ],
          }))}
        />
      </section>
    </>
  );
}
