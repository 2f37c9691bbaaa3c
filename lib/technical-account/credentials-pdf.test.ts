import { inflateSync } from "node:zlib";
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFRef,
  PDFString,
} from "@cantoo/pdf-lib";
import { expect, test } from "vitest";
import { type CredentialsPaper, credentialsPdf } from "./credentials-pdf";

const paper: CredentialsPaper = {
  language: "fr",
  title: "Informations de connexion de l'utilisateur technique",
  lead: "À garder en lieu sûr.",
  facts: [
    { term: "Structure", details: "Menuiserie Lefèvre – SIRET 123 456 782 00010" },
    { term: "Adresse électronique de connexion", details: "TECH_012345678200010@api.attache.example" },
    { term: "Mot de passe", details: "aB3#kZ9*mN4-pQ7.rS2?" },
    { term: "Expiration du mot de passe", details: "18/02/2017 10:21:23" },
  ],
  next: { heading: "À faire", steps: ["Donnez-les à votre éditeur de logiciel.", "Détruisez ce document."] },
  author: "Attache",
};

test("A11Y-29 · the PDF is tagged, names its language and title, and shows the title", async () => {
  const { catalog, read } = await parsed(paper);
  expect(catalog.lookup(PDFName.of("MarkInfo"), PDFDict).get(PDFName.of("Marked"))?.toString()).toBe("true");
  expect(textOf(catalog.lookup(PDFName.of("Lang")))).toBe("fr-FR");
  const viewer = catalog.lookup(PDFName.of("ViewerPreferences"), PDFDict);
  expect(viewer.get(PDFName.of("DisplayDocTitle"))?.toString()).toBe("true");
  expect(read.getTitle()).toBe(paper.title);
  expect(read.getAuthor()).toBe("Attache");
  const english = await parsed({ ...paper, language: "en" });
  expect(textOf(english.catalog.lookup(PDFName.of("Lang")))).toBe("en-GB");
});

test("A11Y-29 · its tree has a heading, a paragraph, a table whose rows have heads, and a list, in reading order", async () => {
  const { tree } = await parsed(paper);
  const row = ["TR", ["TH"], ["TD"]];
  const item = ["LI", ["Lbl"], ["LBody"]];
  expect(shapeOf(tree)).toEqual(["Document", ["H1"], ["P"], ["Table", row, row, row, row], ["H2"], ["L", item, item]]);
  const heads = elementsOf(tree).filter((element) => nameOf(element) === "TH");
  for (const head of heads) {
    expect(head.lookup(PDFName.of("A"), PDFDict).get(PDFName.of("Scope"))?.toString()).toBe("/Row");
  }
});

test("A11Y-29, R-1006 · read by its tags, it says what the page says, in that order", async () => {
  const { spoken } = await parsed(paper);
  const { title, lead, facts, next } = paper;
  expect(spoken).toEqual([
    title,
    lead,
    ...facts.flatMap(({ term, details }) => [term, details]),
    next.heading,
    ...next.steps.flatMap((step, index) => [`${index + 1}.`, step]),
  ]);
});

test("A11Y-29 · every typeface is inside the file", async () => {
  const { read } = await parsed(paper);
  const fonts = read.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) =>
      object instanceof PDFDict && object.get(PDFName.of("Type"))?.toString() === "/Font" ? [object] : [],
    );
  const whole = fonts.filter((font) => font.get(PDFName.of("Subtype"))?.toString() === "/Type0");
  expect(whole.length).toBeGreaterThan(0);
  const described = fonts.filter((font) => font.has(PDFName.of("FontDescriptor")));
  expect(described.length).toBe(fonts.length - whole.length);
  for (const font of described) {
    const descriptor = font.lookup(PDFName.of("FontDescriptor"), PDFDict);
    expect(["FontFile2", "FontFile3"].some((file) => descriptor.has(PDFName.of(file)))).toBe(true);
  }
});

test("A11Y-29 · a name in letters that the typeface lacks is still told as it is", async () => {
  const facts = [{ term: "Structure", details: "Šiška Ελλάς" }];
  const { tree, spoken } = await parsed({ ...paper, facts });
  const cell = elementsOf(tree).find((element) => nameOf(element) === "TD");
  expect(textOf(cell?.lookup(PDFName.of("ActualText")))).toBe("Šiška Ελλάς");
  expect(spoken).toContain("Siska ?????");
});

test("R-1006 · it holds nothing that runs, and none of its long values is lost at the end of a line", async () => {
  const details = "TECH_0".padEnd(140, "X1");
  const { read, spoken } = await parsed({ ...paper, facts: [{ term: "Login", details }] });
  expect(spoken.join("").replaceAll(" ", "")).toContain(details);
  for (const key of ["OpenAction", "AA", "AcroForm"]) expect(read.catalog.has(PDFName.of(key))).toBe(false);
  expect(Buffer.from(await credentialsPdf(paper)).toString("latin1")).not.toMatch(
    /JavaScript|EmbeddedFile|\/Launch|\/URI/,
  );
  expect(read.getPageCount()).toBe(1);
});

async function parsed(from: CredentialsPaper) {
  const read = await PDFDocument.load(await credentialsPdf(from), { updateMetadata: false });
  const root = read.catalog.lookup(PDFName.of("StructTreeRoot"), PDFDict);
  const kids = root.lookup(PDFName.of("K"));
  const [tree] = kids instanceof PDFArray ? [kids.lookup(0, PDFDict)] : [kids as PDFDict];
  if (!tree) throw new Error("no structure");
  const texts = markedTexts(read);
  const spoken = elementsOf(tree).flatMap((element) => {
    const marks = marksOf(element);
    return marks.length > 0
      ? [
          marks
            .map((mark) => texts.get(mark) ?? "")
            .join("")
            .replaceAll(/\s+/g, " ")
            .trim(),
        ]
      : [];
  });
  return { read, catalog: read.catalog, tree, spoken };
}

type Shape = [string, ...Shape[]];

function nameOf(element: PDFDict): string {
  return element.lookup(PDFName.of("S"), PDFName).decodeText();
}

function kidsOf(element: PDFDict): unknown[] {
  const kids = element.lookup(PDFName.of("K"));
  return kids instanceof PDFArray
    ? kids.asArray().map((kid) => (kid instanceof PDFRef ? element.context.lookup(kid) : kid))
    : [kids];
}

function childrenOf(element: PDFDict): PDFDict[] {
  return kidsOf(element).filter((kid): kid is PDFDict => kid instanceof PDFDict && kid.has(PDFName.of("S")));
}

function shapeOf(element: PDFDict): Shape {
  return [nameOf(element), ...childrenOf(element).map(shapeOf)];
}

function elementsOf(element: PDFDict): PDFDict[] {
  return [element, ...childrenOf(element).flatMap(elementsOf)];
}

/** The numbers by which an element names its pieces of the page. */
function marksOf(element: PDFDict): number[] {
  return kidsOf(element).flatMap((kid) => {
    if (kid instanceof PDFDict) {
      const mark = kid.get(PDFName.of("MCID"));
      return mark === undefined ? [] : [Number(mark.toString())];
    }
    return kid !== undefined && /^\d+$/.test(String(kid)) ? [Number(String(kid))] : [];
  });
}

/** What stands in each marked piece of the first page, through the tables that say which letter a sign is. */
function markedTexts(read: PDFDocument): Map<number, string> {
  const page = read.getPage(0).node;
  const content = page.lookup(PDFName.of("Contents"));
  if (!(content instanceof PDFRawStream)) throw new Error("no content");
  const letters = lettersOf(read);
  const texts = new Map<number, string>();
  let mark: number | null = null;
  for (const line of inflateSync(content.contents).toString("latin1").split("\n")) {
    const begun = /\/MCID (\d+)/.exec(line);
    if (begun) mark = Number(begun[1]);
    if (/^EMC/.test(line)) mark = null;
    if (mark === null || !/TJ$/.test(line)) continue;
    const signs = [...line.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = ""]) => hex.match(/.{4}/g) ?? []);
    texts.set(mark, (texts.get(mark) ?? "") + signs.map((sign) => letters.get(sign.toLowerCase()) ?? "�").join(""));
  }
  return texts;
}

function lettersOf(read: PDFDocument): Map<string, string> {
  const letters = new Map<string, string>();
  for (const [, object] of read.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream)) continue;
    const packed = object.dict.get(PDFName.of("Filter"))?.toString() === "/FlateDecode";
    const text = (packed ? inflateSync(object.contents) : Buffer.from(object.contents)).toString("latin1");
    if (!text.includes("beginbfrange")) continue;
    for (const [, from = "", list = ""] of text.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
      [...list.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, hex = ""], index) => {
        const sign = (Number.parseInt(from, 16) + index).toString(16).padStart(4, "0");
        const units = (hex.replaceAll(" ", "").match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16));
        letters.set(sign, String.fromCharCode(...units));
      });
    }
  }
  return letters;
}

function textOf(value: unknown): string {
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : "";
}
