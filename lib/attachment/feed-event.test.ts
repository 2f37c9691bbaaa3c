import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import { languages } from "@/lib/i18n/language";
import { feedKinds, feedValues } from "./feed-event";

describe.each(languages)("in %s", (locale) => {
  test.each(feedKinds)(
    "R-1105 · the feed tells %s with what a line knows: a person, a workspace, a structure",
    (kind) => {
      const onError = (error: Error) => {
        throw error;
      };
      const t = createTranslator({ locale, messages: { fr, en }[locale], namespace: "portal", onError });
      const known = { personName: "Inès Moreau", workspace: "Suivi des flux", structure: "Boulangerie Martin" };
      expect(t(`feed.${kind}`, known)).toMatch(/^\p{Lu}[^{}]{10,}$/u);
    },
  );
});

test("R-307 · what nobody did, the portal itself did; what a line is not about stays unsaid", () => {
  const words = { portalItself: "le portail", label: (code: string) => `espace ${code}` };
  const nothing = { personName: null, workspace: null, structure: null };
  expect(feedValues(nothing, words)).toEqual({ personName: "le portail", workspace: "", structure: "" });
  const everything = { personName: "Inès Moreau", workspace: "SUIVI_FLUX", structure: "Boulangerie" } as const;
  expect(feedValues(everything, words)).toEqual({ ...everything, workspace: "espace SUIVI_FLUX" });
});
