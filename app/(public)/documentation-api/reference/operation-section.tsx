import { getTranslations } from "next-intl/server";
import type { OpenApiDocument, OpenApiOperation } from "@/lib/api/open-api";
import { CodeBlock } from "./code-block";
import { curlOf } from "./curl-of";
import { FactsTable } from "./facts-table";
import { type FieldRow, fieldRows, variantsOf } from "./field-rows";
import { fieldWords } from "./field-words";

const json = "application/json";

/** One operation: what it takes, answers and refuses, with an example of each (R-1012). */
export async function OperationSection({
  document,
  path,
  method,
  operation,
}: {
  document: OpenApiDocument;
  path: string;
  method: string;
  operation: OpenApiOperation;
}) {
  const t = await getTranslations("api.reference");
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const body = requestBody?.content[json];
  const success = responses["200"]?.content[json];
  const refusals = Object.entries(responses).filter(([status]) => status !== "200");
  return (
    <section aria-labelledby={operationId} className="mt-10 border-line border-t pt-6">
      <h3 id={operationId}>{summary}</h3>
      <p className="mt-2 font-semibold [overflow-wrap:anywhere]">
        <code>
          {method.toUpperCase()} {path}
        </code>
      </p>
      <p className="mt-2 max-w-prose">{description}</p>

      {parameters.length > 0 ? <Parameters document={document} operation={operation} /> : null}
      {body
        ? variantsOf(document, body.schema).map(({ field, value, rows }) => (
            <Fields
              key={value}
              heading={value === "" ? t("body") : t("bodyWhere", { field, value })}
              caption={t("captionOf", { part: t("bodyWhere", { field, value }), operation: summary })}
              rows={rows}
            />
          ))
        : null}
      {success ? (
        <Fields
          heading={t("fields")}
          caption={t("captionOf", { part: t("fields"), operation: summary })}
          rows={fieldRows(document, success.schema)}
        />
      ) : null}

      <h4 className="mt-6 font-semibold">{t("errors")}</h4>
      <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-1">
        {refusals.map(([status, { description: said }]) => (
          <li key={status} className="min-w-0 [overflow-wrap:anywhere]">
            <strong>{status}</strong> {codesIn(said).join(", ")}
          </li>
        ))}
      </ul>

      <CodeBlock title={t("exampleOf", { operation: summary })}>
        {curlOf(document, { path, method, operation })}
      </CodeBlock>
      {success?.example === undefined ? null : (
        <CodeBlock title={t("exampleAnswerOf", { operation: summary })}>
          {JSON.stringify(success.example, null, 2)}
        </CodeBlock>
      )}
    </section>
  );
}

/** What stands in the address of a call. */
async function Parameters({
  document,
  operation: { summary, parameters },
}: {
  document: OpenApiDocument;
  operation: OpenApiOperation;
}) {
  const t = await getTranslations("api.reference");
  const { typeOf, detailsOf } = await fieldWords();
  return (
    <>
      <h4 className="mt-6 font-semibold">{t("parameters")}</h4>
      <FactsTable
        caption={t("captionOf", { part: t("parameters"), operation: summary })}
        headings={[t("name"), t("place"), t("type"), t("meaning")]}
        lines={parameters.map(({ name, in: place, required, description, schema }) => {
          const [row] = fieldRows(document, { properties: { [name]: schema }, required: required ? [name] : [] });
          return {
            key: `${place} ${name}`,
            cells: [
              <Name key="name">{name}</Name>,
              t(`places.${place}`),
              row ? typeOf(row) : "",
              [description, row && detailsOf(row)].filter(Boolean).join(" "),
            ],
          };
        })}
      />
    </>
  );
}

/** The fields of a body or of an answer. */
async function Fields({ heading, caption, rows }: { heading: string; caption: string; rows: FieldRow[] }) {
  const t = await getTranslations("api.reference");
  const { typeOf, detailsOf } = await fieldWords();
  return (
    <div>
      <h4 className="mt-6 font-semibold">{heading}</h4>
      <FactsTable
        caption={caption}
        headings={[t("name"), t("type"), t("meaning")]}
        lines={rows.map((row) => ({
          key: row.name,
          cells: [
            <Name key="name">{row.name}</Name>,
            typeOf(row),
            [row.description, detailsOf(row)].filter(Boolean).join(" "),
          ],
        }))}
      />
    </div>
  );
}

function Name({ children }: { children: string }) {
  return <code className="[overflow-wrap:anywhere]">{children}</code>;
}

/** The codes that an answer's description names, between backquotes. */
function codesIn(description: string): string[] {
  return [...description.matchAll(/`([A-Z_]+)`/g)].map(([, code = ""]) => code);
}
