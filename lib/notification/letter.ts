import { createTranslator } from "next-intl";
import { createElement, type ReactNode } from "react";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import type { Language } from "@/lib/i18n/language";
import type { Env } from "@/lib/platform/env";
import type { IdentifierType } from "@/lib/structure/identifier";
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
  facts?: Fact[];
  /** What is told in groups, each under a heading of its own. */
  groups?: Group[];
  action?: { label: string; address: string };
  /** What stands below the button. */
  notes?: Sentence[];
}

/** One line of the table of facts. */
export interface Fact {
  term: string;
  details: string;
}

/** Lines under a heading; two may read alike, so each has a key of its own. */
export interface Group {
  key: string;
  title: string;
  lines: { key: string; text: string }[];
}

export interface PersonNames {
  givenName: string;
  familyName: string;
}

type Values = Record<string, string | number>;

/** The sentences at hand while a letter is written. */
export type MailSentences = ReturnType<typeof mailSentences>;

/** The sentences of the mails in one language; `say` sets what is marked as strong in bold. */
export function mailSentences({ PORTAL_NAME: portal }: Pick<Env, "PORTAL_NAME">, language: Language) {
  const messages = { fr, en }[language];
  const t = createTranslator({ locale: language, messages, namespace: "mails" });
  const organisations = createTranslator({ locale: language, messages, namespace: "organisations" });
  // The name of the portal is taken: these are the sentences of its own screens.
  const screens = createTranslator({ locale: language, messages, namespace: "portal" });
  const say = (key: Parameters<typeof t>[0], values: Values = {}): Sentence => ({
    html: t.rich(key, { portal, ...values, strong: (words) => createElement("strong", { key: "strong" }, words) }),
    text: t.markup(key, { portal, ...values, strong: (words) => words }),
  });
  return { t, say, organisations, screens };
}

/** A structure by its name, which is all that a mail tells of it: address and identifier may be a person's (R-1103). */
export function structureName({ label, legalName }: { label: string | null; legalName: string }): string {
  return foreignText(label ?? legalName);
}

/** The same for a person who is not attached to it: a private individual has no name for him (R-853, SEC-63). */
export function structureNameForStrangers(
  { organisations }: Pick<MailSentences, "organisations">,
  structure: { identifierType: IdentifierType; label: string | null; legalName: string },
): string {
  return structure.identifierType === "PARTICULIER"
    ? organisations("identifierTypes.PARTICULIER")
    : structureName(structure);
}

/** "Camille MARTIN", as the portal writes a person's name (R-1103). */
export function fullName({ givenName, familyName }: PersonNames): string {
  return foreignText(`${givenName} ${familyName.toLocaleUpperCase("fr")}`);
}
