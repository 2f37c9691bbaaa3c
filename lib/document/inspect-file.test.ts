import { deflateSync } from "node:zlib";
import { PDFName, PDFString } from "@cantoo/pdf-lib";
import { fileTypeFromBuffer } from "file-type";
import { describe, expect, test } from "vitest";
import { aJpeg, aPdf, aPdfOf, aPng, packedObjects } from "@/lib/testing/files";
import { processorTime } from "@/lib/testing/processor-time";
import { MAX_DOCUMENT_BYTES } from "./document";
import { inspectFile } from "./inspect-file";

const of = (bytes: Uint8Array, fileName = "rib.pdf") => inspectFile({ bytes, fileName }).kind;
const catalogue = "<< /Type /Catalog /Pages 2 0 R >>";
const pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>";

describe("SEC-93 · what people add is taken for what it is", () => {
  test.each([
    ["a PDF with packed objects", () => aPdf(), "rib.pdf", "application/pdf"],
    ["a PDF with plain objects", () => aPdf(undefined, { packed: false }), "RIB.PDF", "application/pdf"],
    ["a picture in PNG", () => aPng(), "rib.png", "image/png"],
    ["a photograph", () => aJpeg(), "photo.JPG", "image/jpeg"],
    ["a photograph named in full", () => aJpeg(), "photo.jpeg", "image/jpeg"],
  ])("%s passes, and others agree what it is", async (_what, make, fileName, mediaType) => {
    const bytes = await make();
    expect(inspectFile({ bytes, fileName })).toEqual({ kind: "sound", mediaType });
    expect((await fileTypeFromBuffer(bytes))?.mime).toBe(mediaType);
  });

  test("a PDF that opens at a page passes, in each of the ways programs write it", async () => {
    const opens = async (value: string) =>
      of(
        aPdfOf(`<< /Type /Catalog /Pages 2 0 R /OpenAction ${value} >>`, pages, page, "<< /S /GoTo /D [3 0 R /Fit] >>"),
      );
    expect(await opens("[3 0 R /Fit]")).toBe("sound");
    expect(await opens("4 0 R")).toBe("sound");
    expect(await opens("<< /S /GoTo /D [3 0 R /Fit] >>")).toBe("sound");
  });

  test("5 MB passes, and one byte more does not", () => {
    const padded = (size: number) => {
      const empty = aPdfOf(catalogue, pages, page, "<< /Length 0 >>\nstream\n\nendstream").length;
      return aPdfOf(catalogue, pages, page, `<< /Length 0 >>\nstream\n${"x".repeat(size - empty)}\nendstream`);
    };
    expect(padded(MAX_DOCUMENT_BYTES)).toHaveLength(MAX_DOCUMENT_BYTES);
    expect(of(padded(MAX_DOCUMENT_BYTES))).toBe("sound");
    expect(of(padded(MAX_DOCUMENT_BYTES + 1))).toBe("too-large");
  });
});

describe("SEC-93 · what is something else, or more, is refused", () => {
  test.each<[string, Uint8Array, string, string]>([
    ["nothing at all", Buffer.alloc(0), "rib.pdf", "empty"],
    [
      "a drawing with script (SVG)",
      Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
      "rib.svg",
      "unknown-type",
    ],
    ["a page named as a PDF", Buffer.from("<!doctype html><script>1</script>"), "rib.pdf", "unknown-type"],
    ["a program named as a PDF", Buffer.from("MZ\u0090\0"), "rib.pdf", "unknown-type"],
    [
      "a PDF with something before it",
      Buffer.concat([Buffer.from("GIF89a"), aPdfOf(catalogue, pages, page)]),
      "rib.pdf",
      "unknown-type",
    ],
    ["a picture named as a PDF", aPng(), "rib.pdf", "misnamed"],
    ["a PDF without extension", aPdfOf(catalogue, pages, page), "rib", "misnamed"],
    ["a PDF named as a program", aPdfOf(catalogue, pages, page), "rib.pdf.exe", "misnamed"],
    ["a PNG with a PDF behind it", Buffer.concat([aPng(), aPdfOf(catalogue, pages, page)]), "rib.png", "odd"],
    ["half a PNG", aPng().subarray(0, 40), "rib.png", "odd"],
    ["the start of a PNG", aPng().subarray(0, 8), "rib.png", "odd"],
    ["a JPEG with a page behind it", Buffer.concat([aJpeg(), Buffer.from("<script>")]), "rib.jpg", "odd"],
    ["half a JPEG", aJpeg().subarray(0, 30), "rib.jpg", "odd"],
    ["the start of a JPEG", Buffer.from([0xff, 0xd8, 0xff]), "rib.jpg", "odd"],
    [
      "a PDF with an archive behind it",
      Buffer.concat([aPdfOf(catalogue, pages, page), Buffer.from("PK\u0003\u0004")]),
      "rib.pdf",
      "odd",
    ],
    [
      "a PDF that is an archive too",
      aPdfOf(catalogue, pages, page, "<<>>\nstream\nPK\u0005\u0006\nendstream"),
      "rib.pdf",
      "odd",
    ],
    ["a PDF without an end", aPdfOf(catalogue, pages, page).subarray(0, -7), "rib.pdf", "odd"],
    ["a PDF without a page", aPdfOf(catalogue), "rib.pdf", "odd"],
    ["the name of a PDF", Buffer.from("%PDF-"), "rib.pdf", "odd"],
  ])("%s", (_what, bytes, fileName, kind) => {
    expect(of(bytes, fileName)).toBe(kind);
  });
});

describe("SEC-93 · a PDF that does something is refused", () => {
  test.each<[string, () => Promise<Buffer>]>([
    ["a script", () => aPdf((pdf) => pdf.addJavaScript("hello", "app.alert(1)"))],
    ["a script, plainly written", () => aPdf((pdf) => pdf.addJavaScript("hello", "app.alert(1)"), { packed: false })],
    [
      "a file inside",
      () => aPdf((pdf) => pdf.attach(Buffer.from("MZ"), "setup.exe", { mimeType: "application/x-msdownload" })),
    ],
    [
      "a program to start",
      () =>
        aPdf((pdf) =>
          pdf.catalog.set(PDFName.of("OpenAction"), pdf.context.obj({ S: "Launch", F: PDFString.of("cmd.exe") })),
        ),
    ],
    [
      "an address to call",
      () =>
        aPdf((pdf) =>
          pdf.catalog.set(
            PDFName.of("OpenAction"),
            pdf.context.register(pdf.context.obj({ S: "URI", URI: PDFString.of("https://evil.example") })),
          ),
        ),
    ],
  ])("%s", async (_what, make) => {
    expect(of(await make())).toBe("active");
  });

  test.each<[string, string[]]>([
    ["a form of another kind (XFA)", ["<< /Type /Catalog /AcroForm << /XFA 4 0 R >> >>"]],
    ["a name in disguise", ["<< /Type /Catalog /OpenAction << /S /Java#53cript /J#53 (1) >> >>"]],
    ["two actions for one opening", [`<< /Type /Catalog /OpenAction << /S /GoTo /S /URI /D [] >> >>`]],
    ["an action behind the first one", [`<< /Type /Catalog /OpenAction << /S /GoTo /D [] /Next 4 0 R >> >>`]],
    ["an opening that leads nowhere", [`<< /Type /Catalog /OpenAction 99 0 R >>`]],
    ["an attachment on the page", [catalogue, pages, "<< /Type /Page /Annots [<< /Subtype /FileAttachment >>] >>"]],
  ])("%s", (_what, [first = catalogue, ...others]) => {
    expect(of(aPdfOf(first, ...(others.length ? others : [pages, page])))).toBe("active");
  });

  test("an encrypted one is refused as such", async () => {
    expect(of(await aPdf((pdf) => pdf.encrypt({ userPassword: "x", ownerPassword: "y" })))).toBe("encrypted");
    expect(of(aPdfOf("<< /Type /Catalog /Encrypt 4 0 R >>", pages, page))).toBe("encrypted");
  });
});

describe("SEC-93 · what a PDF hides from the walk is refused", () => {
  const script = "<< /S /JavaScript /JS (app.alert) >>";
  test.each<[string, Buffer[]]>([
    ["packed objects", [packedObjects([[9, script]])]],
    ["behind 600 entries of a dictionary", [packedObjects([[9, script]], { more: "/A 1 ".repeat(600) })]],
  ])("in %s, a script is found", (_what, more) => {
    expect(of(aPdfOf(catalogue, pages, page, ...more))).toBe("active");
  });

  test.each<[string, (string | Buffer)[]]>([
    ["an object in a string", [`<< /A (\n9 0 obj ${script} endobj) >>`]],
    ["an object in a comment", [`<< >> % 9 0 obj ${script} endobj\n`]],
    ["an object in a stream", [`<< /Length 50 >>\nstream\n9 0 obj ${script} endobj\nendstream`]],
    ["packed objects in an unusual packing", [packed("/Filter [/ASCIIHexDecode /FlateDecode]")]],
    ["packed objects whose packing stands elsewhere", [packed("/Filter 8 0 R")]],
    ["packed objects that do not unpack", [packed("/Filter /FlateDecode")]],
    ["a type that stands elsewhere", ["<< /Type 5 0 R >>\nstream\nx\nendstream", "/ObjStm"]],
    ["packed objects of no number", ["<< /Type /ObjStm /Filter /FlateDecode >>\nstream\nx\nendstream"]],
    ["a stream without end", ["<< /Length 9 >>\nstream\nabc"]],
  ])("%s", (_what, more) => {
    expect(of(aPdfOf(catalogue, pages, page, ...more))).toBe("odd");
  });

  function packed(filter: string): string {
    return `<< /Type /ObjStm /N 1 /First 4 ${filter} >>\nstream\n9 0 <</A/JavaScript>>\nendstream`;
  }
});

describe("SEC-93 · no file makes the check slow or large", () => {
  test("more packed objects in one stream than any program writes are refused", () => {
    const many = (count: number) =>
      of(aPdfOf(catalogue, pages, page, packedObjects(Array.from({ length: count }, (_, n) => [n + 9, "null"]))));
    expect(many(20_000)).toBe("sound");
    expect(many(20_001)).toBe("odd");
  });

  test("more openings than a file has are refused, the last of them being the one that counts", () => {
    const calm = Array.from({ length: 30 }, (_, n) => `<< /S /GoTo /D [${n} 0 R /Fit] >>`);
    const opens = calm.map((_, n) => `/OpenAction ${n + 4} 0 R`).join(" ");
    const catalogueWith = (openings: string) => `<< /Type /Catalog /Pages 2 0 R ${openings} >>`;
    expect(of(aPdfOf(catalogueWith("/OpenAction 4 0 R ".repeat(30)), pages, page, ...calm))).toBe("sound");
    expect(of(aPdfOf(catalogueWith(`${opens} /OpenAction << /S /URI >>`), pages, page, ...calm))).toBe("active");
  });

  test("more objects in all than a file has are refused", () => {
    const stream = packedObjects(Array.from({ length: 20_000 }, (_, n) => [n + 9, "null"]));
    expect(of(aPdfOf(catalogue, pages, page, ...Array<Buffer>(9).fill(stream)))).toBe("sound");
    expect(of(aPdfOf(catalogue, pages, page, ...Array<Buffer>(10).fill(stream)))).toBe("odd");
  });

  const megabytes = (piece: string) => piece.repeat(Math.floor((4.9 * 1024 * 1024) / piece.length));
  /** Streams that say where so many objects are and hold none. */
  const packedHeads = (count: number, streams = 1) => {
    const head = "1 0 ".repeat(count);
    const content = deflateSync(head);
    const dictionary = `<< /Type /ObjStm /N ${count} /First ${head.length} /Filter /FlateDecode >>\nstream\n`;
    const stream = [Buffer.from(dictionary), content, Buffer.from("\nendstream")];
    return Buffer.concat([
      ...stream,
      ...Array<Buffer[]>(streams - 1)
        .fill([Buffer.from("\nendobj\n9 0 obj\n"), ...stream])
        .flat(),
    ]);
  };
  const bomb = deflateSync(Buffer.alloc(40 * 1024 * 1024, "1 "));
  test.each<[string, string | Buffer]>([
    ["arrays in arrays", megabytes("[")],
    ["dictionaries in dictionaries", megabytes("<</A ")],
    ["strings that never end", megabytes("(")],
    ["names", megabytes("/a")],
    ["numbers", megabytes("1 ")],
    ["one number", megabytes("1")],
    ["spaces", megabytes(" ")],
    ["comments", megabytes("%\n")],
    ["objects that never end", megabytes("1 0 obj ")],
    ["empty objects", megabytes("1 0 obj endobj ")],
    ["openings", megabytes("/OpenAction [")],
    ["streams", megabytes("1 0 obj stream\nendstream ")],
    ["empty packed objects", megabytes("1 0 obj /ObjStm stream\n endstream ")],
    [
      "a bomb",
      Buffer.concat([
        Buffer.from("<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n"),
        bomb,
        Buffer.from("\nendstream"),
      ]),
    ],
    ["16 MB of packed numbers", packedObjects([[9, "1 ".repeat(8_000_000)]])],
  ])("%s", (_what, body) => {
    const bytes = aPdfOf(catalogue, pages, page, body);
    const spent = processorTime();
    expect(["odd", "active", "sound"]).toContain(of(bytes));
    expect(spent()).toBeLessThan(3000);
  });

  /** Definitions of that object that all go on in what follows: each says the same as the last one. */
  const definitions = (number: number, count: number) => `${number} 0 obj /A `.repeat(count);
  const longAction = `/S /GoTo /D (${"x".repeat(4_800_000)}) >>`;
  test.each<[string, string | Buffer, string]>([
    ["a stream that claims millions of packed objects", packedHeads(3_900_000), "odd"],
    ["many streams that claim many packed objects", packedHeads(20_000, 40), "odd"],
    [
      "twenty openings by one object of twenty definitions, all with one long string",
      `${"/OpenAction 7 0 R ".repeat(21)}${definitions(7, 20)}${longAction}`,
      "active",
    ],
    [
      "twenty openings by as many objects, all with one long string",
      `${range(20, (n) => `/OpenAction ${n + 7} 0 R ${definitions(n + 7, 3)}`)}${longAction}`,
      "active",
    ],
  ])("%s: refused, and read once", (_what, body, kind) => {
    const bytes = aPdfOf(catalogue, pages, page, body);
    const spent = processorTime();
    expect(of(bytes)).toBe(kind);
    expect(spent()).toBeLessThan(1000);
  });

  function range(count: number, make: (index: number) => string): string {
    return Array.from({ length: count }, (_, index) => make(index)).join("");
  }
});
