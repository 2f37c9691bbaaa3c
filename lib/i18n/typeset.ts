/** A tree of sentences. */
interface Sentences {
  [key: string]: string | Sentences;
}

// A comma before it: the skeleton of a date in ICU ("{day, date, ::yyyyMMdd}").
const beforeMark = /(?<!,) (?=[:;!?»%])/g;
const afterOpening = /« /g;

/**
 * A French catalogue as screens set it: no line begins with a colon, nor ends with an opening quotation mark. The files
 * keep plain spaces, as people type them, and so do mails: their plain twin is searched and quoted.
 */
export function typeset<Catalogue extends Sentences>(catalogue: Catalogue): Catalogue {
  return setTree(catalogue) as Catalogue;
}

function setTree(tree: Sentences): Sentences {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [key, typeof value === "string" ? setText(value) : setTree(value)]),
  );
}

function setText(text: string): string {
  return text.replace(beforeMark, "\u00a0").replace(afterOpening, "«\u00a0");
}
