import { answerCproCall } from "@/lib/api/cpro-answer-call";
import { answerTokenRequest } from "@/lib/api/answer-token-request";
import { slowAnswers } from "@/lib/api/slow-answers";
import { type CproSettings, cproClient } from "./cpro-client";
import type { TestContext } from "./context";
import { aTechnicalAccountOf, type Structure } from "./people";

/** Software that calls the compatibility API of a portal without a network, as the technical account of the structure. */
export async function aCproClientOf(
  ctx: TestContext,
  structure: Structure,
  details: Parameters<typeof aTechnicalAccountOf>[2] = {},
) {
  const user = await aTechnicalAccountOf(ctx, structure, details);
  return { ...user, ...cproClient(settingsOf(ctx, user)) };
}

/** How such a client is configured. */
export function settingsOf(ctx: TestContext, { login, password }: Pick<CproSettings, "login" | "password">): CproSettings {
  return { tokenBase: "https://oauth.example", apiBase: "https://api.example", login, password, send: cproPortal(ctx) };
}

/** The two routes that a client knows. */
export function cproPortal(ctx: TestContext): (request: Request) => Promise<Response> {
  const slowly = slowAnswers(1);
  return (request) =>
    new URL(request.url).pathname === "/api/oauth/token"
      ? answerTokenRequest(ctx, { request, origin: "192.0.2.1", slowly })
      : answerCproCall(ctx, request, "fr");
}
