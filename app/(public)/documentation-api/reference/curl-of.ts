import type { OpenApiDocument, OpenApiOperation } from "@/lib/api/open-api";

/** An operation as one types it in a terminal, the token in `$TOKEN`. */
export function curlOf(
  document: OpenApiDocument,
  { path, method, operation }: { path: string; method: string; operation: OpenApiOperation },
): string {
  const [base] = document.servers;
  const query = operation.parameters
    .filter(({ in: place, required }) => place === "query" && required)
    .map(({ name }) => `${name}=rennes`);
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => examples[name] ?? name);
  const address = `${base?.url}${filled}${query.length > 0 ? `?${query.join("&")}` : ""}`;
  const body = operation.requestBody?.content["application/json"]?.example;
  const parts = [`curl '${address}'`, `-H "Authorization: Bearer $TOKEN"`];
  if (method === "post") {
    parts.push(`-H 'Content-Type: application/json'`, `-H 'Idempotency-Key: 2026-11-21-0001'`);
    // In single quotes an apostrophe would end the argument.
    parts.push(`-d '${JSON.stringify(body).replaceAll("'", "\\u0027")}'`);
  }
  return parts.join(" \\\n  ");
}

const examples: Record<string, string> = {
  structureId: "6f1c0c52-7d0e-4b57-9d4a-0f3a5d2f8a11",
  attachmentId: "b9a9f8a2-5a0f-4c0b-9f5b-2f6f2c1d7e90",
  subscriptionId: "b9a9f8a2-5a0f-4c0b-9f5b-2f6f2c1d7e90",
};
