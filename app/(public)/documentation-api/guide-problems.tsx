import { getTranslations } from "next-intl/server";
import { codeOf, problemAnswer, problemStatuses } from "@/lib/api/problem";
import { live } from "@/lib/platform/live";
import { currentLanguage } from "@/lib/web/current-language";
import { inlineCode } from "./inline-code";
import { CodeBlock } from "./reference/code-block";
import { FactsTable } from "./reference/facts-table";

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

/** A problem as it is answered, and what to do about each one that software will meet. */
export async function GuideProblems() {
  const { env } = await live();
  const t = await getTranslations("apiGuide");
  const problems = await getTranslations("api.problems");
  const example = problemAnswer(env, {
    kind: "password-expired",
    language: await currentLanguage(),
    requestId: "1b4e28ba-2fa1-4d9d-883f-0016d3cca427",
  });
  return (
    <>
      <CodeBlock title={t("problemExample")}>{JSON.stringify(await example.json(), null, 2)}</CodeBlock>
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
  );
}
