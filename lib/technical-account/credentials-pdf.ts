import { readFile } from "node:fs/promises";
import { join } from "node:path";
import PDFDocument from "pdfkit";
import { unicodeForm } from "@/lib/platform/unicode-form";

/** What the document says: sentences and facts in the reader's language, the same as on the page (A11Y-29). */
export interface CredentialsPaper {
  language: "fr" | "en";
  title: string;
  lead: string;
  facts: { term: string; details: string }[];
  /** What to do with it, heading first. */
  next: { heading: string; steps: string[] };
  /** Who made it. */
  author: string;
}

const PAGE = { size: "A4", margins: { top: 64, bottom: 64, left: 56, right: 56 } } as const;
const TERM_WIDTH = 170;
const ROW_GAP = 10;

/**
 * The login information of a technical account as a tagged PDF (R-1006, A11Y-29): headings, a table of facts and a list,
 * in reading order, with language, title and the typeface inside. Made in memory and kept nowhere.
 */
export async function credentialsPdf(paper: CredentialsPaper): Promise<Uint8Array> {
  const typeface = await readTypeface();
  const options = {
    ...PAGE,
    pdfVersion: "1.7",
    // Readers are told that the tags can be relied upon.
    subset: "PDF/UA",
    tagged: true,
    displayTitle: true,
    lang: paper.language === "fr" ? "fr-FR" : "en-GB",
    info: { Title: paper.title, Author: paper.author },
    // Without one the library takes Helvetica, which no PDF/UA may leave out of the file.
    font: typeface,
  };
  // The library's types know neither this subset nor a typeface that is given as bytes.
  const doc = new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions);
  const bytes = collect(doc);
  const write = writerOn(doc);

  doc.addStructure(
    doc.struct("Document", {}, [
      doc.struct("H1", {}, () => write.block(paper.title, { size: 22, gap: 0.6 })),
      doc.struct("P", {}, () => write.block(paper.lead, { size: 11, gap: 1 })),
      doc.struct(
        "Table",
        {},
        paper.facts.map(({ term, details }) => write.row(term, details)),
      ),
      doc.struct("H2", {}, () => write.block(paper.next.heading, { size: 15, gap: 0.4, before: 1 })),
      doc.struct(
        "L",
        {},
        paper.next.steps.map((step, index) => write.item(`${index + 1}.`, step)),
      ),
    ]),
  );
  doc.end();
  return bytes;
}

/** Which cells a heading of the table speaks of. */
const ofRow: PDFKit.Mixins.StructureElementOptions & { scope: "Row" } = { scope: "Row" };

function writerOn(doc: PDFKit.PDFDocument) {
  const { left, right } = PAGE.margins;
  const width = doc.page.width - left - right;
  const shown = shownBy(doc);

  return {
    /** A heading or a paragraph, over the whole width. */
    block(text: string, { size, gap, before = 0 }: { size: number; gap: number; before?: number }) {
      if (before > 0) doc.moveDown(before);
      doc.fontSize(size).text(`${shown(text)} `, left, doc.y, { width });
      doc.moveDown(gap);
    },
    /** A line of the table: its name heads it, so that a reader says the two together. */
    row(term: string, details: string) {
      const top = { y: 0 };
      return doc.struct("TR", {}, [
        doc.struct("TH", ofRow, () => {
          top.y = doc.y;
          doc.fontSize(11).text(`${shown(term)} `, left, top.y, { width: TERM_WIDTH });
        }),
        doc.struct("TD", actual(shown(details), details), () => {
          const afterTerm = doc.y;
          doc
            .fontSize(13)
            .text(`${shown(details)} `, left + TERM_WIDTH + 12, top.y, { width: width - TERM_WIDTH - 12 });
          doc.y = Math.max(afterTerm, doc.y) + ROW_GAP;
        }),
      ]);
    },
    /** One thing to do, with its number. */
    item(label: string, text: string) {
      const top = { y: 0 };
      return doc.struct("LI", {}, [
        doc.struct("Lbl", {}, () => {
          top.y = doc.y;
          doc.fontSize(11).text(`${label} `, left, top.y, { width: 20 });
        }),
        doc.struct("LBody", {}, () => {
          doc.text(`${shown(text)} `, left + 20, top.y, { width: width - 20 });
          doc.moveDown(0.4);
        }),
      ]);
    },
  };
}

/** A name in letters that the typeface does not have is still read out as it is. */
function actual(shown: string, real: string): { actual?: string } {
  return shown === real ? {} : { actual: real };
}

interface Typeface {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

/** What the typeface can show of a text: a letter it lacks loses its accent, or becomes a question mark. */
function shownBy(doc: PDFKit.PDFDocument): (text: string) => string {
  // The library's types leave out the font it has opened.
  const { font } = (doc as unknown as { _font: { font: Typeface } })._font;
  const has = (sign: string) => font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0);
  const plain = (sign: string) => {
    const bare = unicodeForm(sign, "NFD").replaceAll(/\p{M}/gu, "");
    return bare !== "" && [...bare].every(has) ? bare : "?";
  };
  return (text) => [...unicodeForm(text, "NFC")].map((sign) => (has(sign) ? sign : plain(sign))).join("");
}

/** The portal's own typeface, found from where the server runs; the path is written out for the tracing of the build. */
function readTypeface(): Promise<Buffer> {
  return readFile(join(process.cwd(), "app/_ui/fonts/atkinson-hyperlegible-next.ttf"));
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    doc.on("data", (part: Buffer) => parts.push(part));
    doc.on("end", () => resolve(new Uint8Array(Buffer.concat(parts))));
    doc.on("error", reject);
  });
}
