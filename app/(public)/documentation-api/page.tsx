import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHeading } from "@/app/_ui/page-heading";
import { IDEMPOTENCY_HOURS } from "@/lib/api/answer-once";
import { me } from "@/lib/api/endpoints/me";
import { codeOf, problemAnswer, problemStatuses } from "@/lib/api/problem";
import { live } from "@/lib/platform/live";
import { TOKEN_SECONDS } from "@/lib/technical-account/access-token";
import { CALLS_A_MINUTE } from "@/lib/technical-account/find-api-caller";
import { MAX_OVERLAP_DAYS, SHOWN_MINUTES } from "@/lib/technical-account/technical-account";
import { currentLanguage } from "@/lib/web/current-language";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";
import { guideCommands, placeholders } from "./guide-commands";
import { CodeBlock } from "./reference/code-block";
import { FactsTable } from "./reference/facts-table";

const parts = ["user", "start", "existing", "rotation", "limits", "lists", "errors", "safety"] as const;

/** What software has to be ready for; the reference explains every one. */
const commonProblems = [
  "password-expired",
  "unauthorised",
  "read-only",
  "not-found",
  "already-decided",
  "invalid-request",
  "key-reused",
  "too-many-calls",
  "failure",
  "unavailable",
] as const;

/** A token that shows its form, and is none. */
const shownToken = {
  access_token: "att1.1.eyJhdWQiOiJhcGkiLCJzdWIi….3f9Kx…",
  token_type: "Bearer",
  expires_in: TOKEN_SECONDS,
};

const shownAttachments = {
  codeRetour: 0,
  libelle: "GCU_MSG_01_000",
  parametresRetour: { nbResultatsParPage: 10, pageCourante: 1, pages: 1, total: 1 },
  listeStructureRattachement: ["…"],
};

/** The guide of integrators: from a technical user to a first answer, and what to do before something breaks (R-1011 to R-1013). */
export default async function ApiGuidePage() {
  const { env } = await live();
  const [t, problems, language] = await Promise.all([
    getTranslations("apiGuide"),
    getTranslations("api.problems"),
    currentLanguage(),
  ]);
  const commands = guideCommands(env.APP_URL);
  const values = {
    calls: CALLS_A_MINUTE,
    seconds: TOKEN_SECONDS,
    days: env.TECHNICAL_PASSWORD_DAYS,
    overlap: MAX_OVERLAP_DAYS,
    minutes: SHOWN_MINUTES,
    hours: IDEMPOTENCY_HOURS,
    ...placeholders,
  };
  const example = problemAnswer(env, {
    kind: "password-expired",
    language,
    requestId: "1b4e28ba-2fa1-4d9d-883f-0016d3cca427",
  });
  const steps = [
    { key: "token", command: commands.token, answer: shownToken },
    { key: "firstCall", command: commands.firstCall, answer: me.example.answer },
    { key: "facade", command: commands.facade, answer: shownAttachments },
  ] as const;
  const addresses = [
    { key: "api", address: env.APP_URL },
    { key: "token", address: env.APP_URL },
  ] as const;

  const illustrations: Partial<Record<(typeof parts)[number], ReactNode>> = {
    start: steps.map(({ key, command, answer }) => (
      <section key={key} aria-labelledby={`commande-${key}`}>
        <h3 id={`commande-${key}`} className="mt-6">
          {t(`steps.${key}.title`)}
        </h3>
        <p className="mt-1 max-w-prose">{t.rich(`steps.${key}.body`, { ...values, code: inlineCode })}</p>
        <CodeBlock title={t("command")}>{command}</CodeBlock>
        <CodeBlock title={t("answer")}>{pretty(answer)}</CodeBlock>
      </section>
    )),
    existing: (
      <FactsTable
        caption={t("addresses.caption")}
        headings={[t("addresses.setting"), t("addresses.value"), t("addresses.called")]}
        lines={addresses.map(({ key, address }) => ({
          key,
          cells: [
            t(`addresses.${key}`),
            inlineCode(address),
            inlineCode(key === "api" ? `${address}/cpro/…` : `${address}${routes.apiToken()}`),
          ],
        }))}
      />
    ),
    errors: (
      <>
        <CodeBlock title={t("problemExample")}>{pretty(await example.json())}</CodeBlock>
        <FactsTable
          caption={t("problems.caption")}
          headings={[t("problems.code"), t("problems.status"), t("problems.reaction")]}
          lines={commonProblems.map((kind) => ({
            key: kind,
            cells: [
              inlineCode(codeOf(kind)),
              problemStatuses[kind],
              `${problems(`${kind}.title`)} ${problems(`${kind}.detail`)}`,
            ],
          }))}
        />
      </>
    ),
  };

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
            {illustrations[part]}
          </section>
        ))}
      </div>
    </>
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

function inlineCode(words: ReactNode) {
  return <code className="[overflow-wrap:anywhere]">{words}</code>;
}

function pretty(answer: unknown): string {
  return JSON.stringify(answer, null, 2);
}
