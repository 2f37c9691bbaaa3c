import { randomBytes } from "node:crypto";
import { aCallerOf } from "@/lib/testing/api-callers";
import { aManagerOf, anAccount, aPendingRequest, aStructure } from "@/lib/testing/people";
import { siretNumber } from "@/lib/testing/siret-number";
import { type Answer, ask, orHungUp, type Question } from "./support/ask";
import { expectAccessible } from "./support/expect-accessible";
import { expectForEveryone } from "./support/expect-for-everyone";
import { behind, signInByCookie } from "./support/people";
import type { Portal } from "./support/portals";
import { sentencesIn } from "./support/sentences";
import { expect, test } from "./support/test";

const decision = (id: string) => `/api/v1/attachment-requests/${id}/decision`;

test.describe("over the wire", () => {
  test.use({ portalKind: "open" });

  test("R-1012 · software lists its structures and what waits, decides once, and the person is in", async ({
    portal,
    page,
    context,
  }) => {
    const { structure, token, requester, requestId } = await aClient(portal);
    const structures = await ask(portal, "/api/v1/structures", bearing(token));
    expect(structures.status).toBe(200);
    expect(structures.headers).toMatchObject({
      "content-type": "application/json",
      "cache-control": "no-store",
      "ratelimit-limit": "60",
      "ratelimit-remaining": "59",
      "ratelimit-policy": '"minute";q=60;w=60',
      "x-content-type-options": "nosniff",
    });
    expect(json(structures).items).toMatchObject([{ id: structure.id, identifier: structure.identifier }]);

    const waiting = await ask(portal, `/api/v1/attachment-requests?structureId=${structure.id}`, bearing(token));
    expect(json(waiting).items).toMatchObject([{ id: requestId, requester: { familyName: "Kerguelen" } }]);

    const headers = { "Content-Type": "application/json", "Idempotency-Key": randomBytes(8).toString("hex") };
    const approval = bearing(token, { method: "POST", body: '{"decision":"approve"}', headers });
    const decided = await ask(portal, decision(requestId), approval);
    expect([decided.status, json(decided).status]).toEqual([200, "approved"]);
    // The connection broke, and the client sends it again.
    expect((await ask(portal, decision(requestId), approval)).body).toBe(decided.body);
    const other = bearing(token, {
      method: "POST",
      body: '{"decision":"approve"}',
      headers: { "Content-Type": "application/json" },
    });
    expect((await ask(portal, decision(requestId), other)).status).toBe(409);

    await signInByCookie(context, portal, requester);
    await page.goto(`/structures/${structure.id}`);
    await expect(page.getByRole("main")).toContainText(structure.legalName);
  });

  test("SEC-77 · doubled and over-long credentials are refused, never skipped", async ({ portal }) => {
    const { token } = await aClient(portal);
    const authorization: [string, string] = ["Authorization", `Bearer ${token}`];
    const second: [string, string] = ["authorization", "Bearer x"];
    for (const headers of [
      [authorization, second],
      [second, authorization],
      [authorization, authorization],
    ]) {
      const { status, headers: told } = await ask(portal, "/api/v1/me", { headers });
      expect([status, told["www-authenticate"]]).toEqual([400, 'Bearer realm="attache", error="invalid_request"']);
    }
    const long = await ask(portal, "/api/v1/me", { headers: { Authorization: `Bearer ${"a".repeat(5_000)}` } });
    expect([long.status, long.headers["www-authenticate"]]).toEqual([
      431,
      'Bearer realm="attache", error="invalid_request"',
    ]);
    const longest = { headers: { Authorization: `Bearer ${"a".repeat(100_000)}` } };
    const longer = await orHungUp(ask(portal, "/api/v1/me", longest));
    expect([431, undefined]).toContain(longer?.status);
    expect((await ask(portal, "/api/v1/me", bearing(token))).status).toBe(200);
  });

  test("SEC-83 · every refusal is problem details, whatever the method, the path or the body", async ({ portal }) => {
    const { token, requestId } = await aClient(portal);
    const asJson = { "Content-Type": "application/json" };
    const post = (body: string | Buffer, headers: Record<string, string> = asJson) =>
      ask(portal, decision(requestId), bearing(token, { method: "POST", body, headers }));
    const answers: [status: number, answer: Answer][] = [
      [401, await ask(portal, "/api/v1/me")],
      [401, await ask(portal, "/api/v1/me", { headers: { Authorization: "Basic YTpi" } })],
      [401, await ask(portal, "/api/v1/structures/a%20b")],
      [401, await ask(portal, "/api/v1/structures/a%20b", { headers: { Host: "elsewhere.example" } })],
      [404, await ask(portal, "/api/v1/nowhere")],
      [404, await ask(portal, "/api/v1")],
      [404, await ask(portal, "/api/v1?page=1", bearing(token, { method: "POST", body: "{}", headers: asJson }))],
      [404, await ask(portal, `/api/v1/structures/${requestId}`, bearing(token))],
      [404, await ask(portal, "/api/v1/structures/a%20b", bearing(token))],
      [405, await ask(portal, "/api/v1/me", { method: "DELETE" })],
      [405, await ask(portal, "/api/v1/me", { method: "OPTIONS", headers: { Origin: "https://evil.example" } })],
      [422, await ask(portal, "/api/v1/structures?limit=0", bearing(token))],
      [415, await post("{}", { "Content-Type": "text/plain" })],
      [413, await post(" ".repeat(1_100_000))],
      [400, await post('{"decision":"approve","decision":"refuse"}')],
      [400, await post(Buffer.from([0x7b, 0xff, 0x7d]))],
      [422, await post("{}")],
    ];
    for (const [status, { status: given, headers, body }] of answers) {
      expect([given, headers["content-type"]]).toEqual([status, "application/problem+json"]);
      expect(headers["cache-control"]).toBe("no-store");
      expect(headers["access-control-allow-origin"]).toBeUndefined();
      expect(JSON.parse(body)).toMatchObject({ status, code: expect.any(String), title: expect.any(String) });
    }
    const head = await ask(portal, "/api/v1/openapi.json", { method: "HEAD" });
    expect([head.status, head.body]).toEqual([200, ""]);
  });

  test("SEC-83 · an address with a slash too many is answered as the one without it", async ({ portal }) => {
    const { token } = await aClient(portal);
    // Each problem has a number of its own.
    const withoutNumber = (body: string) => body.replace(/urn:uuid:[\da-f-]+/, "");
    for (const [path, right] of [
      ["/api/v1/", "/api/v1"],
      ["/api/v1/structures/?limit=1", "/api/v1/structures?limit=1"],
      ["/cpro/", "/cpro"],
      ["/cpro/structures/v1/rechercher/", "/cpro/structures/v1/rechercher"],
      ["/api/v1//me", "/api/v1/me"],
      ["//cpro/structures/v1/rechercher", "/cpro/structures/v1/rechercher"],
    ] as const) {
      for (const method of ["GET", "POST"]) {
        const { status, body } = await ask(portal, path, bearing(token, { method }));
        const meant = await ask(portal, right, bearing(token, { method }));
        expect([status, withoutNumber(body)], `${method} ${path}`).toEqual([meant.status, withoutNumber(meant.body)]);
        expect(Math.floor(status / 100), `${method} ${path}`).not.toBe(3);
      }
    }
  });

  test("SEC-06, SEC-76 · a browser's session is no caller", async ({ portal, context }) => {
    const { manager } = await aClient(portal);
    await signInByCookie(context, portal, manager);
    const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    expect((await ask(portal, "/api/v1/me", { headers: { Cookie: cookies } })).status).toBe(401);
    const value = cookies.split("=").slice(1).join("=");
    expect((await ask(portal, "/api/v1/me", bearing(value))).status).toBeGreaterThanOrEqual(400);
  });
});

for (const language of ["fr", "en"] as const) {
  test(`R-1012, R-1209 · the reference and its document speak ${language}`, { tag: ["@phone", "@no-js"] }, async ({
    page,
    portal,
  }) => {
    await page.goto("/documentation-api/reference");
    if (language === "en") await page.getByRole("button", { name: "English" }).click();
    const { reference, operations, document } = sentencesIn(language, "api");
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(reference.title);
    for (const { summary } of Object.values(operations)) {
      await expect(page.getByRole("heading", { level: 3, name: summary, exact: true })).toBeVisible();
    }
    await page.getByRole("link", { name: operations.listMembers.summary }).click();
    await expect(page).toHaveURL(/#listMembers$/);
    const described = await ask(portal, "/api/v1/openapi.json", { headers: { "Accept-Language": language } });
    expect(json(described).info.title).toBe(document.title);
    await expectAccessible(page);
  });
}

test("A11Y-34 · the reference is for everyone", async ({ page }) => {
  await page.goto("/documentation-api/reference");
  await expectForEveryone(page, sentencesIn("fr", "api").reference.title);
});

test("R-1012 · the address in a problem leads to its explanation", async ({ page, portal }) => {
  const { type, code } = json(await ask(portal, "/api/v1/me"));
  await page.goto(type);
  const line = page.locator(new URL(type).hash);
  await expect(line).toBeInViewport();
  await expect(line).toContainText(code);
});

/** A managed structure with software that calls for it, and somebody who waits for a decision. */
async function aClient(portal: Portal) {
  const ctx = behind(portal);
  try {
    const number = randomBytes(4).readUInt32BE() % 9_000_000;
    const structure = await aStructure(ctx, { identifier: siretNumber(number), legalName: `Tonnellerie ${number}` });
    const person = (name: string) =>
      anAccount(ctx, { email: `${name}.${ctx.id()}@example.org`, familyName: "Kerguelen" });
    const manager = await person("manager");
    await aManagerOf(ctx, structure, { account: manager });
    const requester = await person("requester");
    const { attachment } = await aPendingRequest(ctx, structure, { account: requester });
    const { token } = await aCallerOf(ctx, structure);
    return { structure, manager, requester, requestId: attachment.id, token };
  } finally {
    await ctx.close();
  }
}

function bearing(token: string, { headers = {}, ...question }: Question = {}): Question {
  const pairs = Array.isArray(headers) ? headers : Object.entries(headers);
  return { ...question, headers: [["Authorization", `Bearer ${token}`], ...pairs] };
}

// biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the portal sent
function json({ body }: Answer): any {
  return JSON.parse(body);
}
