import { answerTokenRequest } from "@/lib/api/answer-token-request";
import { slowAnswers } from "@/lib/api/slow-answers";
import type { TestContext } from "./context";
import { aManagerOf, aStructure, aTechnicalAccountOf } from "./people";

/** Where tokens are asked for. */
export const tokenEndpoint = "http://localhost:3000/api/oauth/token";

/** How a form says that it is one. */
export const formType = "application/x-www-form-urlencoded";

/** The one grant there is. */
export const grant = { grant_type: "client_credentials" };

/** Credentials in the header. */
export const basic = (login: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}`,
});

/** A request for a token; what is left out is as it should be. */
export interface TokenQuestion {
  method?: string;
  query?: string;
  form?: string | Record<string, string>;
  type?: string | null;
  headers?: Record<string, string>;
}

/** A managed structure, and what its software signs in with. */
export async function aTokenClient(ctx: TestContext) {
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  return { structure, ...(await aTechnicalAccountOf(ctx, structure)) };
}

/** Sends it, and gives back what RFC 6749 says something about. */
export async function askForToken(
  ctx: TestContext,
  { method = "POST", query = "", form = grant, type = formType, headers = {} }: TokenQuestion,
) {
  const body = typeof form === "string" ? form : String(new URLSearchParams(form));
  const request = new Request(`${tokenEndpoint}${query}`, {
    method,
    headers: { ...(type !== null && { "content-type": type }), ...headers },
    ...(method !== "GET" && method !== "HEAD" && { body: Buffer.from(body) }),
  });
  if (type === null) request.headers.delete("content-type");
  const slowly = slowAnswers(0);
  const answer = await answerTokenRequest(ctx, { request, origin: "192.0.2.1", slowly });
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
}
