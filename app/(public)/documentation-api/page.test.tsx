import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { answerTokenRequest } from "@/lib/api/answer-token-request";
import { answerCproCall } from "@/lib/api/cpro-answer-call";
import { dispatch } from "@/lib/api/dispatch";
import { slowAnswers } from "@/lib/api/slow-answers";
import { type Language, languages } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { testEnv } from "@/lib/testing/environment";
import { aManagerOf, aStructure, aTechnicalAccountOf } from "@/lib/testing/people";
import { pageHtml, world } from "@/lib/testing/read-page";
import { guideCommands, placeholders } from "./guide-commands";
import ApiGuidePage from "./page";

vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/platform/live", () => ({
  live: async () => ({ env: testEnv({ APP_URL: "https://portail.example" }) }),
}));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));

/** The page in that language; a sentence that is missing throws. */
function read(asked: Language): Promise<string> {
  world.language = asked;
  return pageHtml(ApiGuidePage);
}

/** The commands as a reader copies them from the page. */
function copied(html: string): string[] {
  const blocks = [...html.matchAll(/<pre[^>]*><code>(.*?)<\/code><\/pre>/gs)].map(([, text = ""]) => asText(text));
  return blocks.filter((text) => text.startsWith("curl "));
}

function asText(html: string): string {
  const signs: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };
  return html.replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => signs[name] ?? "");
}

describe.each(languages)("issue 5 · the guide in %s", (asked) => {
  test("R-1011 to R-1013 · has every part, and no sentence is missing", async () => {
    const html = await read(asked);
    for (const part of ["user", "start", "existing", "rotation", "limits", "lists", "errors", "safety"]) {
      expect(html).toContain(`href="#${part}"`);
      expect(html).toContain(`id="${part}"`);
    }
    expect(html).not.toMatch(/apiGuide\.\w|MISSING|<script|\{\w+\}/);
    for (const said of [
      "PASSWORD_EXPIRED",
      "TOO_MANY_CALLS",
      "UNAVAILABLE",
      "Idempotency-Key",
      "nextCursor",
      "Retry-After",
    ]) {
      expect(html).toContain(said);
    }
    for (const href of [
      "/documentation-api/reference",
      "/documentation-api/reference#erreurs",
      "/api/v1/openapi.json",
    ]) {
      expect(html).toContain(`href="${href}"`);
    }
  });

  test("its three commands are those that are tried below, on the portal's own address", async () => {
    expect(copied(await read(asked))).toEqual(Object.values(guideCommands("https://portail.example")));
  });
});

test("R-1011, R-1013 · software with two pairs of credentials is told what goes where, then and at a rotation", async () => {
  for (const [asked, twice, bothPlaces, noSlash] of [
    ["fr", "les deux paires sont la même", "aux deux endroits s'il en a deux", "ni barre oblique à la fin"],
    ["en", "both pairs are the same", "in both places if it has two", "or a slash at the end"],
  ] as const) {
    const parts = (await read(asked)).split("<h2").map(asText);
    const existing = parts.find((part) => part.includes('id="existing"'));
    const rotation = parts.find((part) => part.includes('id="rotation"'));
    for (const said of [twice, noSlash, "client_id", "client_secret", "https://portail.example"]) {
      expect(existing).toContain(said);
    }
    expect(rotation).toContain(bothPlaces);
  }
});

test("R-1209 · the two languages tell the same, each in its words", async () => {
  const counted = (html: string) => ["<h2", "<h3", "<tr", "<pre", "<li", "<code"].map((tag) => html.split(tag).length);
  expect(counted(await read("en"))).toEqual(counted(await read("fr")));
});

test("each placeholder stands where it is to be replaced, and no other word holds it", () => {
  const { token, firstCall, facade } = guideCommands("https://portail.example");
  const counts = (word: string) => [token, firstCall, facade].map((command) => command.split(word).length - 1);
  expect(counts(placeholders.login)).toEqual([1, 0, 1]);
  expect(counts(placeholders.password)).toEqual([1, 0, 1]);
  expect(counts(placeholders.token)).toEqual([0, 1, 1]);
});

test("R-1011, R-1012, R-1013 · typed in a terminal, the three commands lead from zero to an answer", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const server = await listening(ctx);
  try {
    // Passwords hold signs that a shell, a form or base64 could stumble over.
    for (let count = 0; count < 5; count++) {
      const own = count === 0 ? structure : await aStructure(ctx);
      if (count > 0) await aManagerOf(ctx, own);
      const { login, password } = await aTechnicalAccountOf(ctx, own);
      const commands = guideCommands(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const typed = (command: string, token = "") =>
        command
          .replaceAll(placeholders.login, login)
          .replaceAll(placeholders.password, () => password)
          .replaceAll(placeholders.token, token);
      const given = await run(typed(commands.token));
      expect(given).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
      const token = String(given.access_token);
      expect(await run(typed(commands.firstCall, token))).toMatchObject({ login, structureIds: [own.id] });
      expect(await run(typed(commands.facade, token))).toMatchObject({
        codeRetour: 0,
        libelle: "GCU_MSG_01_000",
        listeStructureRattachement: [{ identifiantStructure: own.identifier }],
      });
    }
  } finally {
    server.close();
  }
});

async function run(command: string): Promise<Record<string, unknown>> {
  const { stdout } = await promisify(execFile)("sh", ["-c", command]);
  return JSON.parse(stdout);
}

/** The three doors of the API on a port, as the routes of the portal open them. */
async function listening(ctx: Context): Promise<Server> {
  const slowly = slowAnswers(10);
  const server = createServer(async (asked, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(chunk as Buffer);
    const url = new URL(asked.url ?? "/", "https://portail.example");
    const request = new Request(url, {
      method: asked.method ?? "GET",
      headers: new Headers(asked.headers as Record<string, string>),
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const given = await answerOf(request);
    answer.writeHead(given.status, Object.fromEntries(given.headers)).end(await given.text());
  });
  const answerOf = (request: Request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/cpro/")) return answerCproCall(ctx, request, "fr", { origin: "192.0.2.1", slowly });
    if (pathname.startsWith("/api/v1/")) return dispatch(ctx, request, "fr");
    return answerTokenRequest(ctx, { request, origin: "192.0.2.1", slowly });
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
