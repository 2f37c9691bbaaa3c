import { describe, expect, test } from "vitest";
import { openApi } from "@/lib/api/open-api";
import { testEnv } from "@/lib/testing/environment";
import { fieldRows, variantsOf } from "./field-rows";

const document = openApi(testEnv(), "en");
const operation = (path: string, method: string) => {
  const found = document.paths[path]?.[method];
  if (!found) throw new Error(`${method} ${path}`);
  return found;
};
const answerOf = (path: string, method = "get") =>
  operation(path, method).responses["200"]?.content["application/json"]?.schema ?? {};

describe("R-1012 · the page says what the document says", () => {
  test("an answer is told field by field, lists and objects opened", () => {
    const rows = fieldRows(document, answerOf("/attachment-requests"));
    expect(rows.map(({ name }) => name)).toEqual([
      "items",
      "items[].id",
      "items[].structureId",
      "items[].requestedAt",
      "items[].comment",
      "items[].requester",
      "items[].requester.givenName",
      "items[].requester.familyName",
      "items[].requester.contactEmail",
      "items[].departments",
      "items[].departments[].id",
      "items[].departments[].code",
      "items[].departments[].name",
      "nextCursor",
    ]);
    expect(rows.find(({ name }) => name === "nextCursor")).toMatchObject({ type: "string", nullable: true });
    expect(rows.find(({ name }) => name === "items[].id")).toMatchObject({ type: "uuid", listDepth: 0 });
    expect(rows[0]).toMatchObject({ type: "object", listDepth: 1, required: true });
  });

  test("an object that may be absent is opened, too", () => {
    const names = fieldRows(document, answerOf("/subscription-requests")).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["items[].department", "items[].department.code"]));
  });

  test("a body of two shapes is told shape by shape", () => {
    const post = operation("/attachment-requests/{attachmentId}/decision", "post");
    const variants = variantsOf(document, post.requestBody?.content["application/json"]?.schema ?? {});
    expect(variants.map(({ field, value }) => `${field}=${value}`)).toEqual(["decision=approve", "decision=refuse"]);
    expect(variants[0]?.rows.find(({ name }) => name === "role")).toMatchObject({
      required: false,
      values: ["member", "secondary-manager"],
      defaultValue: "member",
    });
    expect(variants[1]?.rows.find(({ name }) => name === "reason")).toMatchObject({
      required: true,
      range: { min: 1, max: 255, counts: "characters" },
    });
  });

  test("no field of any operation is without a type", () => {
    for (const methods of Object.values(document.paths)) {
      for (const { responses, requestBody } of Object.values(methods)) {
        const answer = fieldRows(document, responses["200"]?.content["application/json"]?.schema ?? {});
        const body = requestBody?.content["application/json"]?.schema;
        const sent = body === undefined ? [] : variantsOf(document, body).flatMap(({ rows }) => rows);
        expect(answer.length).toBeGreaterThan(0);
        for (const { type } of [...answer, ...sent]) {
          expect(["string", "integer", "boolean", "object", "uuid", "date", "date-time"]).toContain(type);
        }
      }
    }
  });
});
