/** A piece of a PDF as its syntax cuts it (ISO 32000-1, 7.2 and 7.3). Text inside of strings is passed over. */
export type PdfToken =
  | { kind: "name"; name: string }
  /** A number or a keyword; long ones are cut. */
  | { kind: "word"; word: string }
  | { kind: "mark"; mark: "<<" | ">>" | "[" | "]" }
  | { kind: "string" };

const LONGEST = 128;

/** Reads tokens one after another, each byte once: no input makes it slow, deep or large. */
export class PdfTokens {
  /** Where the next token is looked for. */
  position: number;

  constructor(
    readonly bytes: Buffer,
    from = 0,
  ) {
    this.position = from;
  }

  next(): PdfToken | null {
    this.skipSpace();
    const code = this.bytes[this.position];
    if (code === undefined) return null;
    switch (code) {
      case 0x2f:
        return this.name();
      case 0x28:
        return this.literalString();
      case 0x5b:
        return this.mark("[");
      case 0x5d:
        return this.mark("]");
      case 0x3c:
        return this.bytes[this.position + 1] === 0x3c ? this.mark("<<") : this.hexString();
      case 0x3e:
        if (this.bytes[this.position + 1] === 0x3e) return this.mark(">>");
    }
    return this.word();
  }

  private mark(mark: "<<" | ">>" | "[" | "]"): PdfToken {
    this.position += mark.length;
    return { kind: "mark", mark };
  }

  private name(): PdfToken {
    this.position++;
    const text = this.regularText();
    // `/#4a#53` is `/JS`.
    const name = text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return { kind: "name", name };
  }

  private word(): PdfToken {
    const word = this.regularText();
    // A delimiter where none belongs stands for itself.
    if (word === "") this.position++;
    return { kind: "word", word };
  }

  private regularText(): string {
    const from = this.position;
    while (this.position < this.bytes.length && isRegular(this.bytes[this.position] ?? 0)) this.position++;
    return this.bytes.toString("latin1", from, Math.min(this.position, from + LONGEST));
  }

  private literalString(): PdfToken {
    let depth = 0;
    for (; this.position < this.bytes.length; this.position++) {
      const code = this.bytes[this.position];
      if (code === 0x5c) this.position++;
      else if (code === 0x28) depth++;
      else if (code === 0x29 && --depth === 0) break;
    }
    this.position++;
    return { kind: "string" };
  }

  private hexString(): PdfToken {
    const end = this.bytes.indexOf(0x3e, this.position);
    this.position = end === -1 ? this.bytes.length : end + 1;
    return { kind: "string" };
  }

  private skipSpace(): void {
    for (; this.position < this.bytes.length; this.position++) {
      const code = this.bytes[this.position] ?? 0;
      if (code === 0x25) this.skipComment();
      else if (!isSpace(code)) return;
    }
  }

  private skipComment(): void {
    while (this.position < this.bytes.length) {
      const code = this.bytes[this.position];
      if (code === 0x0a || code === 0x0d) return;
      this.position++;
    }
  }
}

/** Null, tab, line feed, form feed, carriage return, space. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === 0x00 || code === 0x0c;
}

const delimiters = new Set(Buffer.from("()<>[]{}/%"));

/** What a name or a keyword is made of. */
export function isRegular(code: number): boolean {
  return !isSpace(code) && !delimiters.has(code);
}
