import { createTranslator } from "next-intl";
import type { ReactElement } from "react";
import { prerenderToNodeStream } from "react-dom/static";
import { expect } from "vitest";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import type { Language } from "@/lib/i18n/language";
import { type TestContext, type TestOptions, testContext } from "./context";

// `vi.mock` is lifted above the imports of its own file, so each test of pages says itself what it replaces:
//   vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
//   vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));

/** What the server would know of whoever asks for a page; a test sets it. */
export const world: { ctx: unknown; actor: unknown; language: Language; sealed: Map<string, unknown> } = {
  ctx: undefined,
  actor: null,
  language: "fr",
  sealed: new Map(),
};

/** A database of its own; nobody is signed in, no cookie is kept, and all is in French. */
export async function freshWorld(options: TestOptions = {}): Promise<TestContext> {
  const ctx = await testContext(options);
  Object.assign(world, { ctx, actor: null, language: "fr", sealed: new Map() });
  return ctx;
}

/** Stands in for `lib/platform/live`. */
export async function live() {
  return world.ctx;
}

/** Stands in for `lib/web/current-language`. */
export async function currentLanguage() {
  return world.language;
}

/** Stands in for `lib/web/sealed-cookie`. */
export async function readSealed(purpose: string) {
  return world.sealed.get(purpose) ?? null;
}

/** What the one person of a test of pages sealed. */
export const readOwnSealed = readSealed;

/** Stands in for `next-intl/server`: a sentence that is missing, or lacks a word, is no page. */
export async function getTranslations(namespace: "messages") {
  return createTranslator({
    locale: world.language,
    messages: { fr, en }[world.language],
    namespace,
    onError: (error) => {
      throw error;
    },
  });
}

/** The parts of an address that a page reads. */
export interface Address {
  id?: string;
  query?: Record<string, string | string[]>;
}

/** What a `page.tsx` exports. */
export type Page = (props: never) => Promise<ReactElement>;

/** A page as it is sent. */
export async function pageHtml(page: Page, { id = "", query = {} }: Address = {}): Promise<string> {
  const props = { params: Promise.resolve({ id }), searchParams: Promise.resolve(query) };
  const { prelude } = await prerenderToNodeStream(await page(props as never));
  let html = "";
  for await (const chunk of prelude) html += chunk;
  return html.replaceAll("&#x27;", "'").replaceAll("<!-- -->", "");
}

/** What is read on a page, a bar for the tags. */
export async function readPage(page: Page, address: Address = {}): Promise<string> {
  return (await pageHtml(page, address))
    .replace(/<(title|script)[\s\S]*?<\/\1>/g, "")
    .replaceAll(/<!--.*?-->/g, "")
    .replaceAll(/<[^>]+>/g, "|")
    .replaceAll(/\s/g, " ")
    .replaceAll(/\|+/g, "|");
}

/** A page in French; in English it must be as whole. */
export async function pageInBothLanguages(page: Page, address: Address = {}): Promise<string> {
  world.language = "en";
  const english = await pageHtml(page, address);
  world.language = "fr";
  const french = await pageHtml(page, address);
  for (const html of [english, french]) {
    expect(html).not.toMatch(/\b(departure|messages|portal|requests)\.\w|\{[a-z]+\}/);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.match(/<title/g)).toHaveLength(1);
  }
  expect(english).not.toMatch(/\b([Vv]otre|Vous)\b/);
  return french;
}
