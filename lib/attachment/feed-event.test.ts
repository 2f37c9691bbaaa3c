import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import { languages } from "@/lib/i18n/language";
import { feedKinds } from "./feed-event";

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
