import { z } from "zod";
import { type Language, languages } from "@/lib/i18n/language";

/*
 * What a request may hold. Clients in typed languages always send their whole structure: nothing, null, an empty text,
 * zero and false all mean "no criterion". Fields that nobody described are ignored (R-1013).
 */

/** A text, or null. */
export const cproText = z
  .string()
  .max(255)
  .nullish()
  .transform((typed) => typed?.trim() || null);

/** An id, or null: our numbers begin at 1. */
export const cproNumber = z
  .int()
  .min(0)
  .nullish()
  .transform((number) => number || null);

/** A condition that holds only when it is set. */
export const cproFlag = z
  .boolean()
  .nullish()
  .transform((isSet) => isSet ?? false);

/** One of some codes, in capitals or not, or null. */
export function cproCode<Code extends string>(codes: readonly Code[]) {
  return cproText.transform((typed, context) => {
    const code = codes.find((known) => known === typed?.toUpperCase());
    if (code === undefined && typed !== null) context.issues.push({ code: "custom", input: typed });
    return code ?? null;
  });
}

/** The language of a label in the answer, French unless said otherwise; clients write it in small letters or capitals. */
export const cproLanguage = cproText.transform((typed, context): Language => {
  const language = languages.find((known) => known === typed?.toLowerCase());
  if (language === undefined && typed !== null) context.issues.push({ code: "custom", input: typed });
  return language ?? "fr";
});

/** How many lines a page has when nobody says. */
export const USUAL_LINES = 100;
/** Whoever asks for more gets so many, and reads so in the answer: clients ask for 9999999999 to have "all". */
export const MOST_LINES = 1000;
/** Clients read the numbers of pages in 32 bits. */
const LAST_PAGE = 2 ** 31 - 1;

/** Which page of a list, in which order. */
export interface CproView<Column extends string = string> {
  page: number;
  pageSize: number;
  column: Column;
  descending: boolean;
}

/** The pagination object of a call, by whatever name it has there; sorted by the first column unless said otherwise. */
export function cproView<Column extends string>(columns: readonly [Column, ...Column[]]) {
  const column = cproText.transform((typed, context): Column => {
    const known = columns.find((name) => name.toLowerCase() === typed?.toLowerCase());
    if (known === undefined && typed !== null) context.issues.push({ code: "custom", input: typed });
    return known ?? columns[0];
  });
  const direction = cproCode(["ASCENDANT", "DESCENDANT"]);
  return z
    .object({
      nbResultatsParPage: cproNumber,
      pageResultatDemandee: z.int().min(0).max(LAST_PAGE).nullish(),
      triColonne: column,
      triSens: direction,
      // Some clients misspell it.
      triSense: direction,
    })
    .nullish()
    .transform(
      (asked): CproView<Column> => ({
        page: asked?.pageResultatDemandee || 1,
        pageSize: Math.min(asked?.nbResultatsParPage ?? USUAL_LINES, MOST_LINES),
        column: asked?.triColonne ?? columns[0],
        descending: (asked?.triSens ?? asked?.triSense) === "DESCENDANT",
      }),
    );
}

/** `parametresRetour` of a list: a page beyond the last one is empty, with the right totals. */
export function cproPage({ page, pageSize }: CproView, total: number) {
  return { nbResultatsParPage: pageSize, pageCourante: page, pages: Math.ceil(total / pageSize), total };
}
