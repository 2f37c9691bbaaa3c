import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Answer, ask } from "./support/ask";
import { aHouse } from "./support/house";
import { type LonePortal, startLonePortal } from "./support/lone-portal";
import { aSignedInMember, aSignedInPerson, type SignedIn } from "./support/member";
import { expectRightsToHold } from "./support/rights-matrix";
import { callAction, listServerActions } from "./support/server-actions";
import { expect, test } from "./support/test";

const root = resolve(import.meta.dirname, "..");
const distDir = process.env.NEXT_DIST_DIR ?? ".next-test";
const buildId = () => readFileSync(join(root, distDir, "BUILD_ID"), "utf8");

const privatePages = [
  "/accueil",
  "/mon-compte",
  "/espaces/factures-emises",
  "/espaces/espace-inconnu",
  "/gestionnaire",
  "/mon-compte/demandes",
  "/structures/nouvelle",
];
/** What a workspace page says that a person without that workspace must never read. */
const workspaceOnly = /Factures émises(?=<\/h1>)|Vos structures dans cet espace/;
/** What no visitor must read anywhere. */
const privateMarks = /Kerguelen|Tonnellerie|Déconnexion|Fil d.{1,6}événements|Vos structures dans cet espace/;

/** The same page, asked for in every way that might slip past a comparison of paths. */
const pathForms = (path: string): string[] => [
  path,
  `${path}.rsc`,
  `${path}.txt`,
  `${path}.json`,
  `${path}/index.rsc`,
  `${path}.segments/_tree.segment.rsc`,
  `${path}.segments/_full.segment.rsc`,
  `${path}.segments/__PAGE__.segment.rsc`,
  `/_next/data/${buildId()}${path}.json`,
  `/_next/data/${buildId()}${path}.rsc`,
  path.replaceAll("/", "%2f"),
  `/%2e${path}`,
  `/${path}`,
  `//${path}`,
  `/.${path}`,
  `/nulle-part/..${path}`,
  `/inscription/%2e%2e${path}`,
  `/_next/static/..${path}`,
  `/_next/static/%2e%2e${path}`,
  `/icon.svg/..${path}`,
  path.replace("/", "/\\"),
  path.replaceAll("/", "\\"),
  path.toUpperCase(),
  path.replace(/./g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  `${path}.`,
  `${path}/`,
  `${path}//`,
  `${path}%2f`,
  `${path}%00`,
  `${path}%20`,
  `${path};x.js`,
  `${path}/x.css`,
  `${path}#.svg`,
  `/fr${path}`,
  `/en${path}`,
  `/(portal)${path}`,
  `/%28portal%29${path}`,
  `${path}?_rsc=1`,
  `${path}?nxtPespace=factures-emises&nxtIespace=factures-emises`,
  `${path}?nextInternalLocale=fr&__nextDefaultLocale=fr&__nextLocale=fr`,
  `${path}?__NEXT_DATA__=1&__nextDataReq=1`,
];

/** Headers by which Next, or a proxy before it, speaks to itself. */
const headerTricks: Record<string, string>[] = [
  ...["middleware", "src/middleware", "pages/_middleware", "proxy"].flatMap((name) => [
    { "x-middleware-subrequest": name },
    { "x-middleware-subrequest": Array(5).fill(name).join(":") },
  ]),
  { RSC: "1" },
  { RSC: "1", "Next-Router-Prefetch": "1" },
  { RSC: "1", "Next-Router-Prefetch": "2" },
  { RSC: "1", "Next-Router-Prefetch": "1", "Next-Router-Segment-Prefetch": "/_tree" },
  { RSC: "1", "Next-Router-Prefetch": "1", "Next-Router-Segment-Prefetch": "/_full" },
  { "Next-Resume": "1" },
  { "x-nextjs-data": "1" },
  { "x-middleware-next": "1" },
  { "x-middleware-rewrite": "/accueil" },
  { "x-middleware-override-headers": "cookie", "x-middleware-request-cookie": "x=y" },
  { "x-middleware-prefetch": "1", Purpose: "prefetch" },
  { "x-matched-path": "/accueil", "x-now-route-matches": "1=accueil" },
  { "x-invoke-path": "/accueil", "x-invoke-status": "200", "x-invoke-output": "/accueil" },
  { "x-original-url": "/accueil", "x-rewrite-url": "/accueil", "x-forwarded-uri": "/accueil" },
  { "x-attache-path": "/accueil", "x-nonce": "mine" },
  { "x-http-method-override": "GET", "x-method-override": "GET" },
  { "x-prerender-revalidate": "1", "x-prerender-bypass": "1" },
  { "x-forwarded-proto": "https", "x-forwarded-port": "443" },
];

test("SEC-03 · whoever is signed in sees his pages: the marks that the others must not find are there", async ({
  portal,
}) => {
  const member = await aSignedInMember(portal);
  for (const path of privatePages.slice(0, 3)) {
    for (const headers of [{}, { RSC: "1" }] as Record<string, string>[]) {
      const answer = await arrive(portal, path, { Cookie: member.cookie, ...headers });
      expect(answer.status, path).toBe(200);
      expect(answer.body.includes(member.account.familyName), path).toBe(true);
    }
  }
  const workspace = await ask(portal, "/espaces/factures-emises", { headers: { Cookie: member.cookie } });
  expect(workspaceOnly.test(workspace.body)).toBe(true);
  expect(workspace.body.includes(member.structure.legalName)).toBe(true);
});

test("SEC-03 · no form of a path shows a private page to a visitor, or a workspace to whoever has none", async ({
  portal,
}) => {
  const outsider = await aSignedInPerson(portal);
  for (const path of privatePages.flatMap(pathForms)) {
    expectNothingPrivate(await ask(portal, path), path);
    if (!path.includes("espace")) continue;
    const answer = await ask(portal, path, { headers: { Cookie: outsider.cookie } });
    expect(workspaceOnly.test(answer.body), `${path} for an outsider`).toBe(false);
  }
});

test("SEC-03 · no header opens one either", async ({ portal }) => {
  const outsider = await aSignedInPerson(portal);
  for (const headers of headerTricks) {
    for (const path of privatePages) {
      const what = `${path} with ${JSON.stringify(headers)}`;
      expectNothingPrivate(await arrive(portal, path, headers), what);
      expectNothingPrivate(await ask(portal, path, { headers, method: "POST", body: "" }), `POST ${what}`);
      const answer = await arrive(portal, path, { ...headers, Cookie: outsider.cookie });
      expect(workspaceOnly.test(answer.body), `${what} for an outsider`).toBe(false);
    }
  }
});

test("SEC-03 · a whole address in the request line opens nothing", async ({ portal }) => {
  for (const target of [`${portal.url}/accueil`, "http://evil.example/accueil", "https://localhost/accueil"]) {
    const { status, body } = await ask(portal, target);
    expect([status >= 300, privateMarks.test(body)], target).toEqual([true, false]);
  }
});

test.describe("without the middleware", () => {
  // One more server is started: its tests share it.
  test.describe.configure({ mode: "default" });
  let bare: LonePortal;
  const copy = `${distDir}-without-middleware`;

  test.beforeAll(async () => {
    const target = join(root, copy);
    rmSync(target, { recursive: true, force: true });
    const leftOut = new Set(["cache", "trace", "types", "diagnostics"].map((name) => join(root, distDir, name)));
    cpSync(join(root, distDir), target, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !leftOut.has(source),
    });
    const nothing = JSON.stringify({ version: 3, middleware: {}, sortedMiddleware: [], functions: {} });
    for (const manifest of ["server/middleware-manifest.json", "server/middleware/middleware-manifest.json"]) {
      writeFileSync(join(target, manifest), nothing);
    }
    bare = await startLonePortal("portal-without-middleware", { NEXT_DIST_DIR: copy });
  });
  test.afterAll(async () => {
    await bare?.stop();
    rmSync(join(root, copy), { recursive: true, force: true });
  });

  test("SEC-02 · the middleware really is off", async () => {
    expect((await ask(bare, "/", { headers: { Host: "evil.example" } })).status).toBe(200);
    expect((await ask(bare, "/")).headers["content-security-policy"]).toBeUndefined();
  });

  test("SEC-02 · private pages still send visitors away, in every form and with every header", async () => {
    for (const path of privatePages.slice(0, 3)) {
      const answer = await ask(bare, path);
      expect([answer.status, answer.headers.location], path).toEqual([307, expect.stringMatching(/^\/connexion\?/)]);
    }
    for (const path of privatePages.flatMap(pathForms)) expectNothingPrivate(await ask(bare, path), path);
    for (const headers of headerTricks) {
      for (const path of privatePages) expectNothingPrivate(await arrive(bare, path, headers), JSON.stringify(headers));
    }
  });

  test("SEC-02 · a workspace stays shut for a person without it, and open for a member", async () => {
    const outsider = await aSignedInPerson(bare);
    const member = await aSignedInMember(bare);
    const workspace = (who: SignedIn) => ask(bare, "/espaces/factures-emises", { headers: { Cookie: who.cookie } });
    expect((await workspace(outsider)).status).toBe(404);
    expect(workspaceOnly.test((await workspace(outsider)).body)).toBe(false);
    expect((await workspace(member)).status).toBe(200);
    expect(workspaceOnly.test((await workspace(member)).body)).toBe(true);
  });

  test("SEC-02 · SEC-60 · every role still opens exactly the pages it has a right to", async () => {
    test.slow();
    await expectRightsToHold(bare, await aHouse(bare));
  });

  test("SEC-02 · actions and routes still refuse strangers", async () => {
    for (const action of listServerActions()) {
      for (const origin of ["https://evil.example", "null"]) {
        const answer = await callAction(bare, action, { args: [{}, "$K1"], fields: [["x", "y"]], origin });
        expect(answer.status, `${action.name} from ${origin}`).toBeGreaterThanOrEqual(400);
        expect(answer.headers["set-cookie"], action.name).toBeUndefined();
      }
    }
    expect((await ask(bare, "/api/outbox", { method: "POST" })).status).toBe(401);
    expect((await ask(bare, "/session/fermer", { method: "POST" })).status).toBe(403);
    expect((await ask(bare, "/demo/courriels")).status).toBe(404);
  });

  test("SEC-08 · a forged path header leads nobody out of the portal", async () => {
    for (const wanted of ["//evil.example", "https://evil.example", "/\\evil.example", "/accueil/..//evil.example"]) {
      const { headers } = await ask(bare, "/accueil", { headers: { "x-attache-path": wanted } });
      expect(headers.location, wanted).toBe("/connexion?suite=%2Faccueil");
    }
  });
});

/** Next first names the one right address of a payload: whoever asks for one is led there. */
async function arrive(portal: { url: string }, path: string, headers: Record<string, string>): Promise<Answer> {
  const answer = await ask(portal, path, { headers });
  const { location } = answer.headers;
  return location?.startsWith(`${path}?_rsc`) ? ask(portal, location, { headers }) : answer;
}

/** Sent away, refused, or not found: in no case a page of somebody, whoever that is. */
function expectNothingPrivate({ headers, body }: Answer, what: string): void {
  expect(privateMarks.test(body), what).toBe(false);
  if (headers.location) expect(new URL(headers.location, "http://localhost").hostname, what).toBe("localhost");
}
