import { expect, test, vi } from "vitest";
import { CPRO_UNAVAILABLE, cproRefusals } from "@/lib/api/cpro-refusal";
import { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from "./route";

vi.mock("@/lib/platform/live", () => ({ live: () => Promise.reject(new Error("password of the database")) }));

test("R-1013, SEC-18, SEC-83 · without its database it says so in the envelope, and when to come back", async () => {
  const logged = vi.spyOn(console, "info").mockImplementation(() => {});
  const url = "http://localhost:3000/cpro/structures/v1/rechercher";
  const answer = await POST(new Request(url, { method: "POST", body: "{}" }));
  expect(answer.status).toBe(503);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "application/json;charset=utf-8",
    "cache-control": "no-store",
    "retry-after": "5",
  });
  expect(await answer.json()).toEqual({
    codeRetour: 50,
    libelle: "Le service est momentanément indisponible. Réessayez dans quelques instants.",
  });
  const said = JSON.stringify(logged.mock.calls);
  expect(said).not.toContain("password of the database");
  expect(said).toContain(answer.headers.get("x-request-id"));
});

test("R-1013 · its number is that of no refusal, nor of success", () => {
  const numbers: number[] = Object.values(cproRefusals).map(({ codeRetour }) => codeRetour);
  expect([0, ...numbers]).not.toContain(CPRO_UNAVAILABLE.codeRetour);
});

test("SEC-83 · every method is answered by the same hand", () => {
  for (const method of [GET, HEAD, PUT, PATCH, DELETE, OPTIONS]) expect(method).toBe(POST);
});
