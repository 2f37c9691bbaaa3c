import { expect, test } from "vitest";
import { preferred } from "./current-language";

test.each([
  ["", "fr"],
  ["de,es;q=0.8", "fr"],
  ["en", "en"],
  ["en-GB,en;q=0.9,fr;q=0.8", "en"],
  ["fr-FR,fr;q=0.9,en;q=0.8", "fr"],
  ["en;q=0.2,fr;q=0.7", "fr"],
  ["en;q=0,de", "fr"],
  ["*", "fr"],
])("R-1209 · a browser that prefers %j reads %s", (header, language) => expect(preferred(header)).toBe(language));
