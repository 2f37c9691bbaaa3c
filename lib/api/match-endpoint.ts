import type { Endpoint } from "./endpoint";
import { endpoints } from "./endpoints";

/** Where API v1 stands (R-1012). */
export const API_PATH = "/api/v1";
/** Where its own description stands, for anybody. */
const DOCUMENT_PATH = `${API_PATH}/openapi.json`;

/** Which operation a call means. HEAD is a GET without its body. */
export type MatchEndpointOutcome =
  | { kind: "endpoint"; endpoint: Endpoint; params: Record<string, string> }
  | { kind: "document" }
  | { kind: "other-methods"; allowed: string[] }
  | { kind: "unknown-path" };

/** Finds the operation of a method and a path, as it stands in the address: an encoded letter is another letter. */
export function matchEndpoint(method: string, path: string): MatchEndpointOutcome {
  const asked = method === "HEAD" ? "GET" : method;
  if (path === DOCUMENT_PATH) return asked === "GET" ? { kind: "document" } : otherMethods(["GET"]);
  const here = endpoints.flatMap((endpoint) => {
    const params = paramsOf(`${API_PATH}${endpoint.path}`, path);
    return params ? [{ endpoint, params }] : [];
  });
  if (here.length === 0) return { kind: "unknown-path" };
  const meant = here.find(({ endpoint }) => endpoint.method === asked);
  return meant ? { kind: "endpoint", ...meant } : otherMethods(here.map(({ endpoint }) => endpoint.method));
}

function otherMethods(methods: string[]): MatchEndpointOutcome {
  return { kind: "other-methods", allowed: methods.flatMap((one) => (one === "GET" ? ["GET", "HEAD"] : [one])) };
}

function paramsOf(template: string, path: string): Record<string, string> | null {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [place, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    const value = given[place] ?? "";
    if (name !== undefined && value !== "") params[name] = value;
    else if (part !== value) return null;
  }
  return params;
}
