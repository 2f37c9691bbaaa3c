import { getTranslations } from "next-intl/server";
import type { OpenApiDocument, OpenApiOperation } from "@/lib/api/open-api";
import { CodeBlock } from "./code-block";
import { curlOf } from "./curl-of";
import { FactsTable } from "./facts-table";
import { type FieldRow, fieldRows, variantsOf } from "./field-rows";

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
  const fieldHeadings = [t("name"), t("type"), t("meaning")];
  const typeKeys = ["string", "integer", "boolean", "object", "uuid", "date", "date-time"] as const;

  return (
    <section aria-labelledby={operationId} className="mt-10 border-line border-t pt-6">
      <h3 id={operationId}>{summary}</h3>
      <p className="mt-2 font-semibold [overflow-wrap:anywhere]">
        <code>
          {method.toUpperCase()} {path}
        </code>
      </p>
      <p className="mt-2 max-w-prose">{description}</p>

      {parameters.length > 0 ? (
        <>
          <h4 className="mt-6 font-semibold">{t("parameters")}</h4>
          <FactsTable
            caption={t("captionOf", { part: t("parameters"), operation: summary })}
            headings={[t("name"), t("place"), t("type"), t("meaning")]}
            lines={parameters.map(({ name, in: place, required, description: said, schema }) => {
              const [row] = fieldRows(document, { properties: { [name]: schema }, required: required ? [name] : [] });
              return {
                key: `${place} ${name}`,
                cells: [
                  <Name key="name">{name}</Name>,
                  t(`places.${place}`),
                  row ? typeOf(row) : "",
                  [said, row && detailsOf(row)].filter(Boolean).join(" "),
                ],
              };
            })}
          />
        </>
      ) : null}

      {body
        ? variantsOf(document, body.schema).map(({ field, value, rows }) => (
            <div key={value}>
              <h4 className="mt-6 font-semibold">{value === "" ? t("body") : t("bodyWhere", { field, value })}</h4>
              <FactsTable
                caption={t("captionOf", { part: t("bodyWhere", { field, value }), operation: summary })}
                headings={fieldHeadings}
                lines={rows.map(lineOf)}
              />
            </div>
          ))
        : null}

      {success ? (
        <>
          <h4 className="mt-6 font-semibold">{t("fields")}</h4>
          <FactsTable
            caption={t("captionOf", { part: t("fields"), operation: summary })}
            headings={fieldHeadings}
            lines={fieldRows(document, success.schema).map(lineOf)}
          />
        </>
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

  function lineOf(row: FieldRow) {
    return {
      key: row.name,
      cells: [
        <Name key="name">{row.name}</Name>,
        typeOf(row),
        [row.description, detailsOf(row)].filter(Boolean).join(" "),
      ],
    };
  }

  function typeOf({ type, listDepth, nullable }: FieldRow): string {
    const known = typeKeys.find((key) => key === type);
    const one = known ? t(`types.${known}`) : type;
    const whole = listDepth > 0 ? t("listOf", { type: one }) : one;
    return nullable ? `${whole} ${t("orNull")}` : whole;
  }

  function detailsOf({ required, values, range, defaultValue }: FieldRow): string {
    const parts = [required ? t("required") : t("optional")];
    if (values.length > 0) parts.push(t("values", { values: values.join(", ") }));
    if (range && range.max !== null) {
      const limits = { min: range.min ?? 0, max: range.max };
      parts.push(range.counts === "value" ? t("range", limits) : t("lengthRange", limits));
    }
    if (defaultValue !== null) parts.push(t("default", { value: defaultValue }));
    return `(${parts.join(" · ")})`;
  }
}

function Name({ children }: { children: string }) {
  return <code className="[overflow-wrap:anywhere]">{children}</code>;
}

/** The codes that an answer's description names, between backquotes. */
function codesIn(description: string): string[] {
  return [...description.matchAll(/`([A-Z_]+)`/g)].map(([, code = ""]) => code);
}
