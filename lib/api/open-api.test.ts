import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { throttleCounters } from "@/drizzle/schema/account";
import { departments } from "@/drizzle/schema/structure";
import { languages } from "@/lib/i18n/language";
import { corpusCalls, type HostileCall, hostileCalls } from "@/lib/testing/api-fuzz";
import { anApiWorld, type CallAnswer, callApi } from "@/lib/testing/api-world";
import { testContext } from "@/lib/testing/context";
import { testEnv } from "@/lib/testing/environment";
import { aMemberOf, aPendingRequest, aStructure, aSubscriptionRequest } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { endpoints } from "./endpoints";
import { API_PATH } from "./match-endpoint";
import { type JsonSchema, openApi } from "./open-api";
import { problemKinds, problemStatuses, REFERENCE_PATH } from "./problem";

const document = openApi(testEnv(), "fr");
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation, id: operation.operationId })),
);

describe("R-1012 · the document", () => {
  test.each(languages)("is complete in %s: every operation, parameter and answer is explained", (language) => {
    const made = openApi(testEnv(), language);
    expect(Object.keys(made.paths)).toEqual([...new Set(endpoints.map(({ path }) => path))]);
    for (const methods of Object.values(made.paths)) {
      for (const { summary, description, responses, parameters } of Object.values(methods)) {
        expect(summary.length).toBeGreaterThan(5);
        expect(description.length).toBeGreaterThan(20);
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(["200", "401", "422", "429", "500", "503"]));
        for (const { name, description: said } of parameters) expect(said, name).toMatch(/\.$/);
      }
    }
  });

  test("is served to anybody, as it is made, in both languages", async () => {
    const ctx = await testContext();
    ctx.queries();
    const french = await callApi(ctx, "GET /api/v1/openapi.json");
    expect([french.status, french.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(french.body).toEqual(JSON.parse(JSON.stringify(document)));
    const english = await callApi(ctx, "GET /api/v1/openapi.json", { language: "en" });
    expect(english.body.info.title).toBe("Attache API");
    expect(ctx.queries()).toBe(0);
  });

  test("every reference in it leads somewhere, and no key of ours is left in it", () => {
    const text = JSON.stringify(document);
    expect(text).not.toMatch(/\$defs|"say"/);
    for (const [, kind = "", name = ""] of text.matchAll(/"#\/components\/(\w+)\/([\w-]+)"/g)) {
      expect(Object.keys(document.components[kind as "schemas"])).toContain(name);
    }
  });

  test("its addresses are those of the portal", () => {
    expect(REFERENCE_PATH).toBe(routes.apiReference());
    expect(`${API_PATH}/openapi.json`).toBe(routes.openApi());
    expect(JSON.stringify(document.components.securitySchemes)).toContain(`http://localhost:3000${routes.apiToken()}`);
    expect(document.servers).toEqual([{ url: "http://localhost:3000/api/v1" }]);
  });

  test("its examples are what it describes", () => {
    for (const { params, query, body, answer, example, path } of endpoints) {
      expect(answer.parse(example.answer)).toEqual(example.answer);
      if (body !== null) expect(body.safeParse(example.body).success).toBe(true);
      if (example.query !== undefined) {
        const sent: Record<string, unknown> = Object.fromEntries(new URLSearchParams(example.query));
        if (sent.limit !== undefined) sent.limit = Number(sent.limit);
        expect(query.safeParse(sent).success).toBe(true);
      }
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(params.shape)).toEqual(named);
    }
  });

  test("what it describes can be told from what it does not", () => {
    const answer = document.paths["/me"]?.get?.responses["200"]?.content["application/json"];
    const checker = checkerOf(answer?.schema ?? {});
    const example = answer?.example as Record<string, unknown>;
    expect(checker.safeParse(example).success).toBe(true);
    for (const wrong of [
      { ...example, more: 1 },
      { ...example, login: undefined },
      { ...example, readOnly: "no" },
      { ...example, structureId: "1" },
      { ...example, passwordExpiresAt: "tomorrow" },
      [example],
    ]) {
      expect(checker.safeParse(wrong).success).toBe(false);
    }
  });

  test("SEC-83 · every problem is one that some operation, path or method meets", () => {
    const told = new Set(operations.flatMap(({ operation }) => Object.keys(operation.responses)));
    const untold = problemKinds.filter((kind) => !told.has(String(problemStatuses[kind])));
    expect(untold).toEqual(["method-not-allowed"]);
  });
});

describe("SEC-84, SEC-83 · whatever is sent, no operation fails, and each answer is one that the document announces", () => {
  test.each(operations)("$id", async ({ path, method, operation }) => {
    const ctx = await testContext();
    const { structure, caller, foreign } = await anApiWorld(ctx);
    await ctx.db.insert(departments).values({
      id: ctx.id(),
      structureId: structure.id,
      code: "ACHATS",
      name: "Achats",
      validFrom: "2026-01-01",
    });
    await aStructure(ctx, { sector: "public", legalName: "Mairie A" });
    const waiting: Record<"attachmentId" | "subscriptionId", string[]> = { attachmentId: [], subscriptionId: [] };
    for (const place of [structure, structure, structure, foreign.structure]) {
      const request = await aPendingRequest(ctx, place);
      const wish = await aSubscriptionRequest(ctx, await aMemberOf(ctx, place));
      waiting.attachmentId.push(request.attachment.id);
      waiting.subscriptionId.push(wish.id);
    }
    const meant = { structureId: [structure.id], ...waiting };
    const known = [...Object.values(meant).flat(), foreign.structure.id];
    const answers = new Map<number, number>();
    const answered = async ({ line, text, headers }: HostileCall): Promise<CallAnswer> => {
      await ctx.db.delete(throttleCounters);
      const answer = await callApi(ctx, line, { token: caller.token, headers, ...(text !== undefined && { text }) });
      answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1);
      return answer;
    };
    const expectAnnounced = async (call: HostileCall): Promise<void> => {
      const { status, headers, body } = await answered(call);
      expect(status, call.line).not.toBe(500);
      const announced = operation.responses[String(status)];
      expect(announced, `${status} is not announced`).toBeDefined();
      const type = headers.get("content-type") ?? "";
      const schema = announced?.content[type]?.schema;
      expect(schema, `${type} is not announced`).toBeDefined();
      expect(checkerOf(schema ?? {}).safeParse(body).error?.issues).toBeUndefined();
    };
    const target = { path, method, operation, meant, known };
    for (const call of corpusCalls(target)) await expectAnnounced(call);
    await fc.assert(fc.asyncProperty(hostileCalls(document, target), expectAnnounced), {
      numRuns: 100,
      endOnFailure: true,
    });
    // The calls are not all refused for one reason.
    expect(answers.get(200) ?? 0).toBeGreaterThan(0);
    expect(answers.size).toBeGreaterThan(1);
  });
});

const checkers = new Map<string, z.ZodType>();

/** The document's own schema as a check: what it says, not what our code thinks. */
function checkerOf(schema: JsonSchema): z.ZodType {
  const key = JSON.stringify(schema);
  const known = checkers.get(key);
  if (known) return known;
  const whole = JSON.stringify({ ...schema, $defs: document.components.schemas });
  const made = z.fromJSONSchema(JSON.parse(whole.replaceAll("#/components/schemas/", "#/$defs/")));
  checkers.set(key, made);
  return made;
}
