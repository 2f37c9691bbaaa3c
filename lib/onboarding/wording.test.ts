import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fr } from "@/lib/i18n/fr";

const specification = readFileSync(new URL("../specification/portal.md", import.meta.url), "utf8");
const sectionSix = specification.slice(specification.indexOf("## 6. "), specification.indexOf("## 7. "));
const identifierHelp = specification
  .split("\n")
  .filter((line) => /^\| [A-Z_]+ \|.*"(Veuillez|Merci)/.test(line) || line.startsWith("- R-151 "));
const catalogue = new Set([fr.signUp, fr.organisations, fr.messages].flatMap(textsOf));

/** Quoted in the rules, but no sentence of these screens. */
const elsewhere = [
  // The home page and the resend page say them.
  "Renvoyer le courriel d'activation",
  // The anti-robot step of every form says it.
  "Vérification anti-robot *",
  // No sentence at all.
  "le cas échéant",
  "registration waiting",
];

test.each(quotesOf([sectionSix, ...identifierHelp].join("\n")))(
  "R-308 to R-324 · R-104 · R-151 · said word for word: %s",
  (quote) => {
    expect([...catalogue]).toContain(quote);
  },
);

test("the rules are read whole", () => expect(quotesOf(sectionSix).length).toBeGreaterThan(60));

/** What the rules put between quotes, with the names of our arguments; a star marks a field as required. */
function quotesOf(text: string): string[] {
  return [...text.matchAll(/"([^"\n]+)"/g)]
    .map(([, quote = ""]) => quote)
    .filter((quote) => !elsewhere.includes(quote))
    .map((quote) =>
      quote
        .replaceAll("{portail}", "{portal}")
        .replaceAll("{login}", "{email}")
        .replaceAll("{Prénom} {NOM}", "{givenName} {familyName}")
        .replace(/(?<!pour) \*$/, ""),
    );
}

function textsOf(tree: object): string[] {
  return Object.values(tree).flatMap((value: unknown) =>
    typeof value === "object" && value !== null ? textsOf(value) : [String(value)],
  );
}
