import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalogue } from "@/lib/i18n/fr";
import type { Language } from "@/lib/i18n/language";

const folder = join(import.meta.dirname, "../../lib/i18n");

/** What the portal says in that language. Read as files: a test process cannot import JSON without saying so. */
export function sentencesIn<Part extends keyof Catalogue>(language: Language, part: Part): Catalogue[Part] {
  const file = part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return JSON.parse(readFileSync(join(folder, language, `${file}.json`), "utf8"));
}
