import { beforeEach, expect, test, vi } from "vitest";
import type { TestContext } from "@/lib/testing/context";
import { anAccount, aSessionOf, PASSWORD } from "@/lib/testing/people";
import { freshWorld, world } from "@/lib/testing/read-page";
import { POST } from "./route";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({ currentActor: async () => world.actor }));
const loginCookies = vi.hoisted(() => [] as unknown[]);
vi.mock("@/lib/web/login-cookie", () => ({ setLoginCookie: async (claims: unknown) => loginCookies.push(claims) }));

let ctx: TestContext;

beforeEach(async () => {
  ctx = await freshWorld();
});

test("SEC-99, SEC-06, SEC-42 · the export answers a file to its owner, from our own pages, and renews the session", async () => {
  const post = (body: FormData | string, headers: Record<string, string> = {}) =>
    POST(
      new Request("http://localhost/mon-compte/donnees/export", {
        method: "POST",
        headers: { origin: new URL(ctx.env.APP_URL).origin, ...headers },
        body,
      }),
    );
  const form = (password: string) => {
    const data = new FormData();
    data.append("password", password);
    return data;
  };
  const where = (answer: Response) => [answer.status, answer.headers.get("location")];
  vi.spyOn(console, "info").mockImplementation(() => {});

  expect(where(await post(form(PASSWORD)))).toEqual([
    303,
    expect.stringMatching(/^\/connexion\?motif=session-expiree/),
  ]);
  const account = await anAccount(ctx);
  world.actor = (await aSessionOf(ctx, account)).actor;
  expect((await post(form(PASSWORD), { origin: "https://evil.example" })).status).toBe(403);
  expect((await post("password=x")).status).toBe(400);
  const odd = form(PASSWORD);
  odd.append("accountId", ctx.id());
  expect((await post(odd)).status).toBe(400);
  const page = "/mon-compte/donnees?refus=";
  expect(where(await post(form("")))).toEqual([303, `${page}sans-mot-de-passe#emporter`]);
  expect(where(await post(form("pas le bon 1")))).toEqual([303, `${page}mot-de-passe#emporter`]);

  const answer = await post(form(PASSWORD));
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "content-disposition": expect.stringContaining('attachment; filename="mes-donnees-2026-01-05.json"'),
  });
  const { notice, exportedAt, data } = await answer.json();
  expect(notice).toContain(ctx.env.PORTAL_NAME);
  expect(exportedAt).toBe("2026-01-05T09:00:00.000Z");
  expect(data.account).toMatchObject([{ id: account.id, email: account.email }]);
  expect(loginCookies).toHaveLength(1);
  expect((await post(form(""))).status).toBe(200);

  for (let tries = 0; tries < 5; tries++) await post(form("pas le bon 1"));
  expect(where(await post(form("pas le bon 1")))).toEqual([303, `${page}patience#emporter`]);
});
