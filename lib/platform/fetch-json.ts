/** What a service answered; `unavailable` stands for down, slow, redirecting, oversized or not JSON. */
export type JsonAnswer = { kind: "answered"; status: number; body: unknown } | { kind: "unavailable" };

const MAX_BYTES = 512 * 1024;

/** Asks a configured service for JSON: bounded in time and size, never following a redirect (SEC-12). Never throws. */
export async function fetchJson(
  address: URL,
  { headers = {}, timeout }: { headers?: Record<string, string>; timeout: number },
): Promise<JsonAnswer> {
  try {
    const response = await fetch(address, {
      headers: { Accept: "application/json", ...headers },
      redirect: "error",
      signal: AbortSignal.timeout(timeout),
    });
    const text = await readBounded(response);
    return text === null
      ? { kind: "unavailable" }
      : { kind: "answered", status: response.status, body: JSON.parse(text) };
  } catch {
    return { kind: "unavailable" };
  }
}

async function readBounded(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) {
      await response.body?.cancel().catch(() => undefined);
      return null;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
