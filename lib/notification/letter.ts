import { createTranslator } from "next-intl";
import { createElement, type ReactNode } from "react";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import type { Language } from "@/lib/i18n/language";
import type { Env } from "@/lib/platform/env";
import { foreignText } from "./foreign-text";

/** A sentence in its two forms: elements for the HTML, plain words for its twin. */
export interface Sentence {
  html: ReactNode;
  text: string;
}

/** What a mail says, before it is laid out (SEC-92): constant sentences, values filled in, at most one button. */
export interface Letter {
  title: string;
  /** Null: nobody in particular. */
  addressee: PersonNames | null;
  paragraphs: Sentence[];
  facts?: { term: string; details: string }[];
  action?: { label: string; address: string };
  /** What stands below the button. */
  notes?: Sentence[];
}

export interface PersonNames {
  givenName: string;
  familyName: string;
}

type Values = Record<string, string>;

/** The sentences of the mails in one language; `say` sets what is marked as strong in bold. */
export function mailSentences({ PORTAL_NAME: portal }: Pick<Env, "PORTAL_NAME">, language: Language) {
  const messages = { fr, en }[language];
  const t = createTranslator({ locale: language, messages, namespace: "mails" });
  const organisations = createTranslator({ locale: language, messages, namespace: "organisations" });
  const say = (key: Parameters<typeof t>[0], values: Values = {}): Sentence => ({
    html: t.rich(key, { portal, ...values, strong: (words) => createElement("strong", { key: "strong" }, words) }),
    text: t.markup(key, { portal, ...values, strong: (words) => words }),
  });
  return { t, say, organisations };
}

/** "Camille MARTIN", as the portal writes a person's name (R-1103). */
export function fullName({ givenName, familyName }: PersonNames): string {
  return foreignText(`${givenName} ${familyName.toLocaleUpperCase("fr")}`);
}
