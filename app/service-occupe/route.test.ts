import { beforeEach, expect, test, vi } from "vitest";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import { freshWorld, world } from "@/lib/testing/read-page";
import { routes } from "@/lib/web/routes";
import { GET } from "./route";
import { GET as style } from "./style.css/route";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));

beforeEach(async () => {
  await freshWorld();
});

async function shown(path: string): Promise<{ answer: Response; page: string }> {
  const answer = await GET(new Request(`http://localhost${path}`));
  return { answer, page: await answer.text() };
}

test("SEC-37 · a busy portal asks to come back in a moment, in the language of who reads it, and nobody keeps the answer", async () => {
  for (const language of ["fr", "en"] as const) {
    world.language = language;
    const { answer, page } = await shown(routes.busy());
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
    const { title, lead, next } = (language === "fr" ? fr : en).errors.busy;
    expect(page).toContain(`<html lang="${language}">`);
    for (const words of [`<title>${title} - Attache</title>`, lead, next, "support@"]) expect(page).toContain(words);
  }
  expect((await style()).headers.get("Content-Type")).toMatch(/^text\/css/);
});

test.each([
  [routes.busy(), "/connexion"],
  [routes.busy(routes.forgottenPassword("question")), "/mot-de-passe-oublie/question"],
  [routes.busy(routes.activation()), "/activation"],
  [routes.busy("https://evil.example"), "/connexion"],
  [routes.busy('"><script>'), "/connexion"],
])("SEC-37, SEC-08 · %s leads back to the form at %s, and nowhere else", async (path, form) => {
  const { page } = await shown(path);
  expect(page).toContain(`<a class="button" href="${form}">`);
  expect(page).not.toContain("evil");
  expect(page).not.toContain("<script");
});
