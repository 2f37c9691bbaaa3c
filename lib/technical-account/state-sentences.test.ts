import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import { languages } from "@/lib/i18n/language";
import type { TechnicalAccountState } from "./technical-account";

const day = "05/01/2026 10:00:00";

const sentences: [TechnicalAccountState, string, { fr: string; en: string }][] = [
  ["active", day, { fr: `Actif depuis le ${day}`, en: `Active since ${day}` }],
  [
    "expired",
    day,
    { fr: `Expiré depuis le ${day} : réinitialisez le mot de passe`, en: `Expired since ${day}: reset the password` },
  ],
  [
    "expired",
    "unknown",
    {
      fr: "Expiré depuis plus d'un an : réinitialisez le mot de passe",
      en: "Expired for more than a year: reset the password",
    },
  ],
  [
    "suspended",
    day,
    { fr: `Suspendu depuis le ${day} : ses appels sont refusés`, en: `Suspended since ${day}: its calls are refused` },
  ],
  [
    "suspended",
    "unknown",
    {
      fr: "Suspendu car la structure est inactive : ses appels sont refusés",
      en: "Suspended because the structure is inactive: its calls are refused",
    },
  ],
  [
    "unmanaged",
    "unknown",
    {
      fr: "Sans effet tant que la structure n'a pas de gestionnaire principal : ses appels sont refusés",
      en: "Without effect as long as the structure has no primary manager: its calls are refused",
    },
  ],
  ["deleted", day, { fr: `Supprimé le ${day}`, en: `Deleted on ${day}` }],
];

describe.each(languages)("in %s", (locale) => {
  const t = createTranslator({ locale, messages: { fr, en }[locale], namespace: "technical" });

  test.each(sentences)(
    "R-1009 · the sheet says of a technical user that is %s (%s) what holds",
    (state, date, told) => {
      expect(`${t(`state.${state}`)} ${t(`stateSince.${state}`, { date })}`).toBe(told[locale]);
    },
  );

  test.each([
    [1, { fr: "1 structure que vous ne gérez pas", en: "1 structure that you do not manage" }],
    [2, { fr: "2 structures que vous ne gérez pas", en: "2 structures that you do not manage" }],
  ] as const)("SEC-63 · of %i structures that are not the reader's it says how many", (count, told) => {
    expect(t("facts.notManaged", { count })).toBe(told[locale]);
  });
});
