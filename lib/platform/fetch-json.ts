import { readBytes } from "./read-bytes";
import { within } from "./within";

/** What a service answered; `unavailable` stands for down, slow, redirecting, oversized or not JSON. */
export type JsonAnswer = { kind: "answered"; status: number; body: unknown } | { kind: "unavailable" };

const MAX_BYTES = 512 * 1024;

/**
 * Asks a configured service for JSON, by POST where a form goes along: bounded in time and size, never following a
 * redirect (SEC-12). Never throws.
 */
export async function fetchJson(
  address: URL,
  { headers = {}, form, timeoutMs }: { headers?: Record<string, string>; form?: URLSearchParams; timeoutMs: number },
): Promise<JsonAnswer> {
  try {
    return await within(timeoutMs, async (signal) => {
      const response = await fetch(address, {
        method: form ? "POST" : "GET",
        headers: { Accept: "application/json", ...headers },
        body: form,
        redirect: "error",
        signal,
      });
      const text = await readBytes(response, { ceiling: MAX_BYTES, signal });
      return { kind: "answered", status: response.status, body: JSON.parse(text.toString("utf8")) };
    });
  } catch {
    return { kind: "unavailable" };
  }
}
