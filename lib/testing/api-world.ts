import { dispatch } from "@/lib/api/dispatch";
import type { Language } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import { aCallerOf, type TestCaller } from "./api-callers";
import { type Attached, aManagerOf, aStructure, type Structure } from "./people";

/** What a client sends beside method and path. */
export interface CallDetails {
  token?: string | null;
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  text?: string;
  headers?: Record<string, string>;
  language?: Language;
}

/** An answer, read. */
export interface CallAnswer {
  status: number;
  headers: Headers;
  /** What stood in it; the tests say what it must be. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the tested code sent
  body: any;
}

/** One call of API v1, without a server in between. */
export async function callApi(ctx: Context, line: string, details: CallDetails = {}): Promise<CallAnswer> {
  const { token = null, body, text = body === undefined ? undefined : JSON.stringify(body), language = "fr" } = details;
  const [method = "GET", path = ""] = line.split(" ");
  const headers = new Headers({
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(text !== undefined && { "content-type": "application/json" }),
    ...details.headers,
  });
  const address = new URL(path, "https://portail.example");
  const request = new Request(address, { method, headers, ...(text !== undefined && { body: text }) });
  const response = await dispatch(ctx, request, language);
  const sent = await response.text();
  return { status: response.status, headers: response.headers, body: sent === "" ? null : JSON.parse(sent) };
}

/** A managed structure with software that calls for it, and what that software can find there. */
export interface ApiWorld {
  structure: Structure;
  manager: Attached;
  caller: TestCaller;
  /** The same in a structure that the caller has nothing to do with. */
  foreign: { structure: Structure; manager: Attached };
}

/** The smallest world that calls can be tested in. */
export async function anApiWorld(ctx: Context, details: Parameters<typeof aCallerOf>[2] = {}): Promise<ApiWorld> {
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const other = await aStructure(ctx);
  return {
    structure,
    manager,
    caller: await aCallerOf(ctx, structure, details),
    foreign: { structure: other, manager: await aManagerOf(ctx, other) },
  };
}
