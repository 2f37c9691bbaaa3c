import { type IncomingHttpHeaders, request } from "node:http";

/** What came back over the wire. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  milliseconds: number;
}

export interface Question {
  method?: string;
  /** A list of pairs sends a header twice. */
  headers?: Record<string, string> | [name: string, value: string][];
  body?: string | Buffer;
}

/** Asks a portal for exactly that path, with exactly those headers: a browser would tidy both up. */
export function ask(portal: { url: string }, path: string, question: Question = {}): Promise<Answer> {
  const { method = "GET", headers = {}, body } = question;
  const { hostname, host, port } = new URL(portal.url);
  const pairs = Array.isArray(headers) ? headers : Object.entries(headers);
  const names = pairs.map(([name]) => name.toLowerCase());
  if (!names.includes("host")) pairs.push(["Host", host]);
  if (body !== undefined && !names.includes("content-length")) {
    pairs.push(["Content-Length", String(Buffer.byteLength(body))]);
  }
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const asking = request({ hostname, port, path, method, headers: pairs.flat(), agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString("utf8"),
          milliseconds: performance.now() - startedAt,
        }),
      );
    });
    asking.on("error", reject);
    asking.end(body);
  });
}

/**
 * The answer, or null where the line was closed on whoever was still sending: a server that refuses what is too long
 * answers and hangs up while the rest is on its way.
 */
export function orHungUp(asked: Promise<Answer>): Promise<Answer | null> {
  return asked.catch((error) => {
    if (["ECONNRESET", "EPIPE"].includes(error.code)) return null;
    throw error;
  });
}

/** The cookies that an answer sets, by name; the rest of each line as it was sent. */
export function cookiesSetBy({ headers }: Answer): Map<string, { value: string; attributes: string[] }> {
  return new Map(
    (headers["set-cookie"] ?? []).map((line) => {
      const [pair = "", ...attributes] = line.split(/; */);
      const [name = "", ...value] = pair.split("=");
      return [name, { value: value.join("="), attributes }];
    }),
  );
}
