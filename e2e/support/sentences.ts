import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalogue } from "@/lib/i18n/fr";
import type { Language } from "@/lib/i18n/language";
import { typeset } from "@/lib/i18n/typeset";

const folder = join(import.meta.dirname, "../../lib/i18n");

/**
 * What screens and mails say in that language, as each sets it. Read as files: a test process cannot import JSON without
 * saying so.
 */
export function sentencesIn<Part extends keyof Catalogue>(language: Language, part: Part): Catalogue[Part] {
  const file = part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const sentences: Catalogue[Part] = JSON.parse(readFileSync(join(folder, language, `${file}.json`), "utf8"));
  return language === "fr" && part !== "mails" ? typeset(sentences) : sentences;
}
