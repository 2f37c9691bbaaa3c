import type { IncomingMessage, ServerResponse } from "node:http";
import { type StandInServer, serveStandIn } from "./serve-stand-in";

/** A mail as the provider was asked to send it. */
export interface TakenMail {
  from: string;
  to: string;
  recipients: string[];
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  key: string;
}

/** How the provider behaves from now on. */
export type ResendBehaviour =
  | "takes"
  | "rate-limited"
  | "out-of-quota"
  | "broken"
  | "bad-gateway"
  | "hangs"
  | "stalls"
  | "wrong-key"
  | "invalid";

export interface ResendStandIn extends StandInServer {
  /** The mails that were taken, oldest first: one a key. */
  mails(): TakenMail[];
  /** Every request that came in, refused ones too. */
  requests(): number;
  /** `retryAfter`: when to come back, as its refusals say it. */
  behave(behaviour: ResendBehaviour, details?: { retryAfter?: string }): void;
  /** How many requests a second it says that it takes; more than any test has otherwise. */
  allow(perSecond: number): void;
}

/** Answers in place of the mail provider, over real HTTP, as its interface documents it. */
export async function startResendStandIn(): Promise<ResendStandIn> {
  const taken = new Map<string, { body: string; mail: TakenMail }>();
  let behaviour: ResendBehaviour = "takes";
  let requests = 0;
  let retryAfter = "1";
  let perSecond = 1000;

  const server = await serveStandIn((request, body, response) => {
    requests++;
    response.setHeader("ratelimit-limit", perSecond);
    response.setHeader("retry-after", retryAfter);
    const refusal = refusals[behaviour];
    if (behaviour === "hangs") return;
    if (behaviour === "stalls") return void response.writeHead(200).write('{"id":');
    if (behaviour === "bad-gateway") return void response.writeHead(502).end("<html>Bad gateway</html>");
    if (refusal) return fail(response, ...refusal);
    if (request.method !== "POST" || request.url !== "/emails") return fail(response, 404, "not_found");
    if (!/^Bearer re_\w+$/.test(request.headers.authorization ?? "")) return fail(response, 401, "missing_api_key");
    take(request, body, response);
  });

  function take(request: IncomingMessage, body: string, response: ServerResponse) {
    const key = String(request.headers["idempotency-key"] ?? `without-key-${requests}`);
    const before = taken.get(key);
    if (before && before.body !== body) return fail(response, 409, "invalid_idempotent_request");
    if (!before) {
      const mail = JSON.parse(body);
      const recipients = [mail.to].flat();
      taken.set(key, { body, mail: { headers: {}, ...mail, recipients, to: recipients.join(), key } });
    }
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ id: key }));
  }

  return {
    ...server,
    mails: () => [...taken.values()].map(({ mail }) => mail),
    requests: () => requests,
    behave: (next, details) => {
      behaviour = next;
      retryAfter = details?.retryAfter ?? "1";
    },
    allow: (next) => {
      perSecond = next;
    },
  };
}

const refusals: Partial<Record<ResendBehaviour, [status: number, name: string]>> = {
  "rate-limited": [429, "rate_limit_exceeded"],
  "out-of-quota": [429, "daily_quota_exceeded"],
  broken: [500, "internal_server_error"],
  "wrong-key": [403, "invalid_api_key"],
  invalid: [422, "validation_error"],
};

function fail(response: ServerResponse, statusCode: number, name: string): void {
  response.writeHead(statusCode, { "Content-Type": "application/json" });
  response.end(JSON.stringify({ statusCode, name, message: `The stand-in says ${name}.` }));
}
