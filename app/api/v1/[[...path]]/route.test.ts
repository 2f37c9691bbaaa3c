import { unstable_doesMiddlewareMatch } from "next/experimental/testing/server";
import { expect, test, vi } from "vitest";
import { type OpenApiResponse, openApi } from "@/lib/api/open-api";
import { problemBody } from "@/lib/api/problem";
import { testEnv } from "@/lib/testing/environment";
import { config } from "@/middleware";
import { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from "./route";

vi.mock(import("@/lib/platform/env"), async (original) => ({ ...(await original()), env: () => testEnv() }));
vi.mock("@/lib/platform/live", () => ({ live: () => Promise.reject(new Error("password of the database")) }));

test("SEC-83, SEC-18 · without its database it answers a whole problem of the document, and when to come back", async () => {
  const logged = vi.spyOn(console, "info").mockImplementation(() => {});
  for (const [language, title] of [
    ["fr", "Le service est momentanément indisponible."],
    ["en", "The service is unavailable for the moment."],
  ]) {
    const headers = { "accept-language": language ?? "" };
    const answer = await GET(new Request("http://localhost:3000/api/v1/me", { headers }));
    const body = problemBody.strict().parse(await answer.json());
    expect([answer.status, body.status, body.code, body.title]).toEqual([503, 503, "UNAVAILABLE", title]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/problem+json",
      "content-language": language,
      "cache-control": "no-store",
      "retry-after": "5",
    });
    const said = JSON.stringify([body, logged.mock.calls]);
    expect(said).not.toContain("password of the database");
    expect(JSON.parse(String(logged.mock.lastCall?.[0])).requestId).toBe(answer.headers.get("x-request-id"));
    expect(body.instance).toBe(`urn:uuid:${answer.headers.get("x-request-id")}`);
  }
});

test("R-1012 · every operation announces it, with the moment to come back", () => {
  for (const methods of Object.values(openApi(testEnv(), "en").paths)) {
    for (const { operationId, responses } of Object.values(methods)) {
      const announced: OpenApiResponse | undefined = responses["503"];
      expect(announced?.description, operationId).toContain("`UNAVAILABLE`");
      expect(Object.keys(announced?.headers ?? {})).toEqual(["X-Request-Id", "Retry-After"]);
    }
  }
});

test("SEC-83 · every method is answered by the same hand", () => {
  for (const method of [POST, HEAD, PUT, PATCH, DELETE, OPTIONS]) expect(method).toBe(GET);
});

test.each<[path: string, comesBy: boolean]>([
  ["/api/v1", false],
  ["/api/v1/structures/a%20b", false],
  ["/api/v1/a%0ab", false],
  ["/api/v1/é%2F..%2Fconnexion", false],
  ["/cpro/structures/v1/(x)", false],
  ["/api/oauth/token", false],
  ["/api/oauth/token/a%20b", true],
  ["/api/v1/%2e%2e/%2e%2e/connexion", true],
  ["/cpro/a%20b/../../accueil", true],
  ["/api/v1x/a%20b", true],
  ["/api/v10", true],
  ["/fr/cpro", true],
  ["/accueil/cpro/", true],
  ["/_next/data/build/cpro/x.json", true],
  ["/api%2fv1/../accueil", true],
])(
  "SEC-03, SEC-83 · whatever its letters, an address of the API goes to its handler and no other round the middleware: %s",
  (path, comesBy) => {
    expect(unstable_doesMiddlewareMatch({ config, url: path })).toBe(comesBy);
  },
);
