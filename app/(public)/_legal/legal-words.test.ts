import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import { languages } from "@/lib/i18n/language";

const settings = {
  portal: "Attache",
  publisher: "Éditeur d'exemple",
  address: "1 rue de l'Exemple",
  director: "Camille Exemple",
  host: "Hébergeur d'exemple",
  privacyEmail: "donnees@attache.example",
  supportEmail: "support@attache.example",
  supportPhone: "+33 1 00 00 00 00",
  supportHours: "9:00-18:00",
  version: "2026-11",
  date: "21/11/2026",
  standard: "RGAA 4.1.2",
  tools: "axe-core",
};
const tags = [
  ...["p", "ul", "li", "strong", "br", "support", "privacy", "security"],
  ...["privacyPage", "termsPage", "accessibilityPage", "releasesPage", "ownData", "details"],
];
const pages = ["notice", "privacy", "accessibility", "terms"] as const;

describe.each(languages)("in %s", (locale) => {
  test.each(pages)("R-303 · %s is said whole: every setting in its place, every tag one that is drawn", (page) => {
    const onError = (error: Error) => {
      throw error;
    };
    const messages = { fr, en }[locale];
    const t = createTranslator({ locale, messages, namespace: "legal", onError });
    const drawn = Object.fromEntries(tags.map((tag) => [tag, (words: string) => words]));
    const sections = Object.entries(messages.legal[page]).filter(([, section]) =>
      Object.hasOwn(Object(section), "body"),
    );
    expect(sections.length).toBeGreaterThan(5);
    for (const [key] of sections) {
      // The keys are those of the catalogue itself.
      const said = t.markup(`${page}.${key}.body` as "terms.data.body", { ...settings, ...drawn });
      expect(said).toMatch(/^[^<>{}]{10,}$/su);
    }
  });

  test("A11Y-33 · the statement says its state, what nobody tried, whom to write to and the way of appeal", () => {
    const { accessibility } = { fr, en }[locale].legal;
    expect(accessibility.state.body).toMatch(locale === "fr" ? /partiellement conforme/ : /partially compliant/);
    expect(accessibility.untested.body).toMatch(/NVDA/);
    expect(accessibility.contact.body).toContain("{supportEmail}");
    expect(accessibility.appeal.body).toContain("Défenseur des droits");
    expect(accessibility.made.body).toContain("{date}");
  });

  test("SEC-98, R-507, R-508 · how long data is kept is said as the rules have it", () => {
    const { retention } = { fr, en }[locale].legal.privacy;
    for (const months of ["12", "24", "36"]) expect(retention.body).toContain(`${months} mo`);
    for (const days of ["30", "7"]) expect(retention.body).toMatch(new RegExp(`\\b${days}\\b`));
  });
});
