import { deflateSync } from "node:zlib";
import { PDFDocument } from "@cantoo/pdf-lib";

/** A real PDF of one page; `change` adds to it what a test is about. Objects are packed, as most programs do. */
export async function aPdf(
  change: (pdf: PDFDocument) => void | Promise<void> = () => undefined,
  { packed = true } = {},
): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  pdf.addPage([300, 200]).drawText("RIB");
  await change(pdf);
  return Buffer.from(await pdf.save({ useObjectStreams: packed }));
}

/** A PDF written by hand: the bodies of its objects from number 1 on, the first one its catalogue. */
export function aPdfOf(...bodies: (string | Buffer)[]): Buffer {
  const objects = bodies.map((body, index) =>
    Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(body), Buffer.from("\nendobj\n")]),
  );
  return Buffer.concat([
    Buffer.from("%PDF-1.7\n"),
    ...objects,
    Buffer.from(`trailer\n<< /Root 1 0 R /Size ${bodies.length + 1} >>\nstartxref\n0\n%%EOF\n`),
  ]);
}

/** An object stream that packs objects of those numbers and bodies. */
export function packedObjects(objects: [number: number, body: string][], { more = "" } = {}): Buffer {
  let offset = 0;
  const head = objects.map(([number, body]) => {
    const pair = `${number} ${offset}`;
    offset += body.length + 1;
    return pair;
  });
  const first = `${head.join(" ")} `;
  const content = deflateSync(Buffer.from(`${first}${objects.map(([, body]) => body).join("\n")}\n`));
  const dictionary = `<< /Type /ObjStm /N ${objects.length} /First ${first.length} /Filter /FlateDecode /Length ${content.length} ${more}>>`;
  return Buffer.concat([Buffer.from(`${dictionary}\nstream\n`), content, Buffer.from("\nendstream")]);
}

/** A PNG of one white pixel. */
export function aPng(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    // Nobody here looks at the checksum.
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.from([0, 255, 255, 255]))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A small JPEG: a frame, tables' places, one scan with stuffed and restart bytes, an end. */
export function aJpeg(): Buffer {
  const segment = (marker: number, data: Buffer) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(data.length + 2, 2);
    return Buffer.concat([head, data]);
  };
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from("JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0", "latin1")),
    segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    Buffer.from([0xff, 0xd9]),
  ]);
}
