import { describe, expect, test, vi } from "vitest";
import { endpoints } from "@/lib/api/endpoints";
import { anchorOf, codeOf, problemKinds } from "@/lib/api/problem";
import { type Language, languages } from "@/lib/i18n/language";
import { testEnv } from "@/lib/testing/environment";
import { pageHtml, world } from "@/lib/testing/read-page";
import ApiReferencePage from "./page";

vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/platform/live", () => ({ live: async () => ({ env: testEnv() }) }));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));

/** The page in that language; a sentence that is missing throws. */
function read(asked: Language): Promise<string> {
  world.language = asked;
  return pageHtml(ApiReferencePage);
}

describe.each(languages)("R-1012 · the reference in %s", (asked) => {
  test("has every operation, every problem and its anchor, and no sentence is missing", async () => {
    const html = await read(asked);
    for (const { id, path } of endpoints) {
      expect(html).toContain(`id="${id}"`);
      expect(html).toContain(`href="#${id}"`);
      expect(html).toContain(path);
    }
    for (const kind of problemKinds) {
      expect(html).toContain(`id="${anchorOf(kind)}"`);
      expect(html).toContain(codeOf(kind));
    }
    const text = html.replaceAll(/<[^>]+>/g, " ");
    expect(text).not.toMatch(/undefined|\[object|api\.(reference|problems|tags|operations|values)\b/);
  });

  test("A11Y-02 · no id stands twice, and every heading follows the one above it", async () => {
    const html = await read(asked);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    for (const [place, level] of levels.entries()) {
      if (place > 0) expect(level - (levels[place - 1] ?? 0)).toBeLessThanOrEqual(1);
    }
  });
});

test("R-1209 · the two languages tell the same, each in its words", async () => {
  const [french, english] = [await read("fr"), await read("en")];
  const counted = (html: string) => ["<h2", "<h3", "<h4", "<tr", "<pre", "<li"].map((tag) => html.split(tag).length);
  expect(counted(english)).toEqual(counted(french));
  expect(french).toContain("Décider d'une demande de rattachement");
  expect(english).toContain("Decide on an attachment request");
});
