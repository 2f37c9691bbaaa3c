import { z } from "zod";
import { type Language, languages } from "@/lib/i18n/language";
import { type IdentifierType, identifierTypes } from "@/lib/structure/identifier";

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

/** An id, or null: our numbers begin at 1, and none gets as far as those that are not exact any more. */
export const cproNumber = z
  .number()
  .min(0)
  .max(2 ** 63)
  .refine(Number.isInteger)
  .nullish()
  .transform((number) => Math.min(number ?? 0, Number.MAX_SAFE_INTEGER) || null);

/** The fields that name one structure: existing clients send its number under the name that the answers give it, too. */
export const structureNumber = { idStructure: cproNumber, idStructureCPP: z.unknown().optional() };

/** Brings both names together under the one of the specification, which nobody described the other beside. */
export function underOneNumber<Request extends z.output<z.ZodObject<typeof structureNumber>>>(
  request: Request,
  context: z.RefinementCtx,
): Request {
  if (request.idStructure !== null) return request;
  const { success, data = null } = cproNumber.safeParse(request.idStructureCPP);
  if (!success) {
    context.issues.push({ code: "custom", input: request.idStructureCPP, path: ["idStructureCPP"] });
  }
  return { ...request, idStructure: data };
}

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

/** A kind of identifier; "unknown": one that no structure has here, of which clients name some. */
export const cproIdentifierType = cproText.transform((typed): IdentifierType | "unknown" | null =>
  typed === null ? null : (identifierTypes.find((known) => known === typed.toUpperCase()) ?? "unknown"),
);

/** The language of a label in the answer, French unless said otherwise; clients write it in small letters or capitals. */
export const cproLanguage = cproText.transform((typed, context): Language => {
  const language = languages.find((known) => known === typed?.toLowerCase());
  if (language === undefined && typed !== null) context.issues.push({ code: "custom", input: typed });
  return language ?? "fr";
});

/** How many lines a page has when nobody says. */
const USUAL_LINES = 100;
/** Whoever asks for more gets so many, and reads so in the answer: clients ask for 9999999999 to have "all". */
const MOST_LINES = 1000;
/** Clients read the numbers of pages in 32 bits. */
const LAST_PAGE = 2 ** 31 - 1;

/** Which page of a list, in which order. */
export interface CproView<Column extends string = string> {
  page: number;
  pageSize: number;
  column: Column;
  descending: boolean;
}

/**
 * The pagination object of a call, by whatever name it has there. Sorted by the first column unless another one of ours is
 * named: which ones there are is nowhere specified, and a list in the usual order is worth more than none.
 */
export function cproView<Column extends string>(
  columns: readonly [Column, ...Column[]],
  { mostLines = MOST_LINES }: { mostLines?: number } = {},
) {
  const column = cproText.transform(
    (typed): Column => columns.find((name) => name.toLowerCase() === typed?.toLowerCase()) ?? columns[0],
  );
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
        pageSize: Math.min(asked?.nbResultatsParPage ?? USUAL_LINES, mostLines),
        column: asked?.triColonne ?? columns[0],
        descending: (asked?.triSens ?? asked?.triSense) === "DESCENDANT",
      }),
    );
}

/** `parametresRetour` of a list: a page beyond the last one is empty, with the right totals. */
export function cproPage({ page, pageSize }: CproView, total: number) {
  return { nbResultatsParPage: pageSize, pageCourante: page, pages: Math.ceil(total / pageSize), total };
}
