/** What a form with a file sent. Fields are texts, each of them once. */
export type ReadUploadOutcome =
  | { kind: "read"; fields: Record<string, string>; file: { name: string; bytes: Uint8Array } | null }
  | { kind: "too-large" }
  | { kind: "too-slow" }
  | { kind: "malformed" };

/** How large the file may be, and the names of the one file and of the fields; any other name is odd. */
export interface UploadForm {
  maxBytes: number;
  file: string;
  fields: readonly string[];
  timeoutMs?: number;
}

/** For the fields and what stands around the file. */
const AROUND_FILE = 64 * 1024;

/**
 * Reads a form with one file, and never holds more than its ceiling: what comes beyond is not kept, whatever length was
 * announced (SEC-07). A file above its limit but below the ceiling is handed over, so that the person is told.
 */
export async function readUpload(request: Request, form: UploadForm): Promise<ReadUploadOutcome> {
  const type = request.headers.get("content-type") ?? "";
  const [, quoted, plain] = /^multipart\/form-data;.*\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (!boundary) return { kind: "malformed" };
  const ceiling = form.maxBytes + AROUND_FILE;
  if (Number(request.headers.get("content-length") ?? 0) > ceiling) return { kind: "too-large" };
  const body = await readBody(request, { ceiling, timeoutMs: form.timeoutMs ?? 60_000 });
  if (!Buffer.isBuffer(body)) return body;
  // Each part costs work: there is one a field, one for the file, and the end.
  if (countUpTo(body, `--${boundary}`, form.fields.length + 3) > form.fields.length + 2) return { kind: "malformed" };
  const data = await new Response(new Uint8Array(body), { headers: { "Content-Type": type } })
    .formData()
    .catch(() => null);
  return data === null ? { kind: "malformed" } : sorted(data, form);
}

async function readBody(
  request: Request,
  { ceiling, timeoutMs }: { ceiling: number; timeoutMs: number },
): Promise<Buffer | { kind: "too-large" } | { kind: "too-slow" } | { kind: "malformed" }> {
  const reader = request.body?.getReader();
  if (!reader) return { kind: "malformed" };
  const deadline = AbortSignal.timeout(timeoutMs);
  const late = new Promise<"late">((resolve) =>
    deadline.addEventListener("abort", () => resolve("late"), { once: true }),
  );
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), late]);
      if (read === "late") return { kind: "too-slow" };
      if (read.done) return Buffer.concat(chunks);
      size += read.value.byteLength;
      if (size > ceiling) return { kind: "too-large" };
      chunks.push(read.value);
    }
  } catch {
    // The sender went away.
    return { kind: "malformed" };
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function countUpTo(body: Buffer, text: string, most: number): number {
  let count = 0;
  for (let at = body.indexOf(text); at !== -1 && count < most; at = body.indexOf(text, at + text.length)) count++;
  return count;
}

async function sorted(data: FormData, form: UploadForm): Promise<ReadUploadOutcome> {
  const fields: Record<string, string> = {};
  let file: { name: string; bytes: Uint8Array } | null = null;
  for (const [name, value] of data) {
    if (typeof value === "string") {
      if (!form.fields.includes(name) || name in fields) return { kind: "malformed" };
      fields[name] = value;
    } else {
      if (name !== form.file || file) return { kind: "malformed" };
      file = { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) };
    }
  }
  // A browser sends an empty part without a name where no file was chosen.
  return { kind: "read", fields, file: file?.name ? file : null };
}
