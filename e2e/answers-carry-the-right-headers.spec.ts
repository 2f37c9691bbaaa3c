import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { sessionCookie } from "@/lib/web/cookie-names";
import { type Answer, ask } from "./support/ask";
import { sendForm } from "./support/forms";
import { aSignedInMember } from "./support/member";
import { expect, test } from "./support/test";

const build = resolve(import.meta.dirname, "..", process.env.NEXT_DIST_DIR ?? ".next-test");

/** As long as a mailed secret is. */
const mailedLink = `/activation/${"0123456789".repeat(4)}abc`;

const publicPages = [
  "/",
  "/connexion",
  "/inscription",
  "/renvoi-activation",
  "/structures-publiques",
  "/plan-du-site",
  "/mentions-legales",
  "/donnees-personnelles",
  "/accessibilite",
  "/conditions-generales",
  "/notes-de-version",
  "/documentation-api",
  "/documentation-api/reference",
  "/compte-desactive",
  "/activation/refusee",
  "/activation/effacee",
  "/adresse-de-contact/confirmee",
];
/** Redirects, refusals, errors and what is no page. */
const otherAnswers = [
  "/nulle-part",
  "/nulle-part/deux.css",
  "/icon-svg",
  "/inscription/organisation",
  "/inscription/recapitulatif",
  "/activation",
  mailedLink,
  "/activation/x",
  "/adresse-de-contact/x",
  "/accueil",
  "/mon-compte",
  "/espaces/factures-emises",
  "/espaces/nulle-part",
  "/gestionnaire",
  "/admin",
  "/session/renouveler",
  "/session/fermer",
  "/service-occupe",
  "/service-occupe/style.css",
  "/api/health",
  "/api/outbox",
  "/api/csp-report",
  "/api/oauth/token",
  "/api/oauth/nulle-part",
  "/api/oauth/token/x",
  "/api/v1",
  "/api/v1/structures",
  "/api/v1/nulle-part",
  "/api/v1/openapi.json",
  "/api/v1/%zz",
  "/api/v1/%00",
  "/cpro/transverses/v1/health-check",
  "/cpro/structures/v1/rechercher",
  "/cpro",
  "/cpro/nulle-part",
  "/demo/courriels",
  "/.well-known/security.txt",
  "/_next/image?url=%2Ficon.svg&w=64&q=75",
  "/_next/image?url=https%3A%2F%2Fevil.example%2Fx.png&w=64&q=75",
  "/%zz",
  "/%00",
  "/connexion/",
  "//evil.example/connexion",
  "/connexion//?suite=%2F",
  "/\\evil.example",
];
const personalPages = ["/accueil", "/mon-compte", "/espaces/factures-emises"];

test("SEC-14 · every page, error, redirect and file carries the security headers", async ({ portal }) => {
  const files = filesOfTheBuild();
  expect(files.length).toBeGreaterThan(5);
  for (const path of [...publicPages, ...otherAnswers, ...files, "/icon.svg"]) {
    expectSecurityHeaders(await ask(portal, path), path);
  }
});

test("SEC-14 · refused methods, hosts and forms carry them too", async ({ portal }) => {
  const foreign = { "Next-Action": "7f0000000000000000000000000000000000000000", Origin: "https://evil.example" };
  for (const [what, answer] of Object.entries({
    "unknown host": await ask(portal, "/", { headers: { Host: "evil.example" } }),
    "DELETE on a page": await ask(portal, "/connexion", { method: "DELETE" }),
    "PUT on a route": await ask(portal, "/api/health", { method: "PUT", body: "x" }),
    "OPTIONS on a route": await ask(portal, "/api/outbox", { method: "OPTIONS", headers: { Origin: "null" } }),
    "OPTIONS on the API": await ask(portal, "/api/oauth/token", { method: "OPTIONS", headers: { Origin: "null" } }),
    "foreign action": await ask(portal, "/connexion", { method: "POST", headers: foreign, body: "[]" }),
    "refused form": await sendForm(portal, "/connexion", { email: "x", password: "y" }),
  })) {
    expectSecurityHeaders(answer, what);
  }
});

test("SEC-14 · no two answers share a nonce, and every script of a page carries its own", async ({ portal }) => {
  const nonces = new Set<string>();
  const paths = [...publicPages, "/nulle-part", "/", "/connexion"];
  for (const path of paths) {
    const { headers, body } = await ask(portal, path);
    const policy = String(headers["content-security-policy"]);
    const nonce = /'nonce-([\w+/=-]{22,})'/.exec(policy)?.[1] ?? `none on ${path}`;
    nonces.add(nonce);
    expect(policy, path).toMatch(/default-src 'none'.*object-src 'none'/);
    expect(policy, path).toMatch(/base-uri 'none'/);
    expect(policy, path).toContain("report-uri /api/csp-report");
    expect(/script-src [^;]*/.exec(policy)?.[0], path).toBe(`script-src 'nonce-${nonce}' 'strict-dynamic'`);
    const scripts = body.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length, path).toBeGreaterThan(0);
    expect(
      scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`)),
      path,
    ).toEqual([]);
    const inline = body.replace(/<script\b.*?<\/script>/gs, "").match(/<[^>]+ on[a-z]+="[^>]*>/g);
    expect(inline, path).toBeNull();
  }
  expect(nonces.size).toBe(paths.length);
});

test("SEC-14 · a browser's report of a breach is taken, an oversized or unmeasured one is not", async ({ portal }) => {
  const report = JSON.stringify({ "csp-report": { "violated-directive": "script-src" } });
  const send = (body: string) => ask(portal, "/api/csp-report", { method: "POST", body });
  expect((await send(report)).status).toBe(204);
  expect((await send("x".repeat(20_000))).status).toBe(413);
});

test("SEC-14 · nobody keeps what software is answered, and no path of the API leads round the middleware", async ({
  portal,
}) => {
  for (const path of ["/api/oauth/token", "/api/v1", "/api/v1/structures", "/cpro", "/cpro/structures/v1/rechercher"]) {
    for (const method of ["GET", "POST", "PUT", "DELETE", "OPTIONS"]) {
      const answer = await ask(portal, path, { method });
      expect(answer.status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
      expect(answer.status, `${method} ${path}`).toBeLessThan(500);
      expect(answer.headers["cache-control"], `${method} ${path}`).toContain("no-store");
      expect(answer.headers["set-cookie"], `${method} ${path}`).toBeUndefined();
      expectSecurityHeaders(answer, `${method} ${path}`);
    }
  }
  for (const path of [
    "/api/v1/../../connexion",
    "/api/v1/%2e%2e/%2e%2e/connexion",
    "/cpro/..%2f..%2fconnexion",
    "/api/v1//../connexion",
  ]) {
    const { body, headers } = await ask(portal, path);
    // Either the page with its nonce, or no page at all.
    if (body.includes("<script")) expect(headers["content-security-policy"], path).toContain("'nonce-");
    else expect(body, path).not.toContain("<form");
  }
});

test("SEC-11 · no shared cache keeps an answer that depends on a cookie", async ({ portal }) => {
  const { account, cookie } = await aSignedInMember(portal);
  const pages = [...personalPages, ...publicPages, "/session/renouveler", "/activation", "/nulle-part"];
  for (const path of [...pages, ...personalPages.map((path) => `${path}?_rsc=1`)]) {
    const headers: Record<string, string> = path.includes("_rsc") ? { Cookie: cookie, RSC: "1" } : { Cookie: cookie };
    const answer = await ask(portal, path, { headers });
    expect(answer.headers["cache-control"], path).toMatch(/private.*no-store|no-store.*private/);
    if (personalPages.includes(path)) expect(answer.body.includes(account.familyName), path).toBe(true);
  }
});

test("SEC-11 · what looks like a file below a personal page does not exist", async ({ portal }) => {
  const { cookie } = await aSignedInMember(portal);
  for (const tail of ["/x.css", ";x.js", "/..%2fx.css", "%2fx.css", ".css", "/x.js?y.css"]) {
    for (const page of personalPages) {
      const answer = await ask(portal, page + tail, { headers: { Cookie: cookie } });
      expect(answer.status, page + tail).toBe(404);
      expect(answer.headers["cache-control"], page + tail).toMatch(/private.*no-store/);
    }
  }
});

test("SEC-15 · nothing of the workshop is served", async ({ portal }) => {
  const files = filesOfTheBuild();
  const maps = files.filter((path) => /\.(js|css)$/.test(path)).map((path) => `${path}.map`);
  const probes = [
    ...maps,
    "/vide",
    "/zz-gallery",
    "/api",
    "/api/auth/session",
    "/api/auth/callback/credentials",
    "/api/auth/providers",
    "/api/metrics",
    "/metrics",
    "/.env",
    "/.git/config",
    "/package.json",
    "/middleware.ts",
    "/_next/static/../server/middleware-manifest.json",
    "/_next/static/%2e%2e/server/middleware-manifest.json",
    "/_next/../BUILD_ID",
    "/_next/BUILD_ID",
    "/__nextjs_original-stack-frame",
    "/__nextjs_source-map?filename=x",
    "/_next/webpack-hmr",
    "/demo/courriels",
    "/demo/courriels/x/contenu",
  ];
  for (const path of probes) expect((await ask(portal, path)).status, path).toBe(404);
  for (const path of files.filter((file) => file.endsWith(".js"))) {
    expect((await ask(portal, path)).body, path).not.toContain("sourceMappingURL=");
  }
});

test("SEC-15 · health says one word, and the delivery route nothing to whoever does not hold its key", async ({
  portal,
}) => {
  expect((await ask(portal, "/api/health")).body).toBe('{"status":"healthy"}');
  for (const authorization of [
    "",
    "Bearer ",
    "Bearer x",
    `Basic ${portal.cronSecret}`,
    `bearer ${portal.cronSecret}`,
  ]) {
    for (const method of ["GET", "POST"]) {
      const answer = await ask(portal, "/api/outbox", { method, headers: { Authorization: authorization } });
      expect([answer.status, answer.body], `${method} with "${authorization}"`).toEqual([401, ""]);
    }
  }
});

test("SEC-15 · TRACE is refused and mirrors nothing back", async ({ portal }) => {
  for (const path of ["/", "/api/health", "/icon.svg", "/accueil"]) {
    const cookie = `${sessionCookie(false)}=mirrored`;
    const answer = await ask(portal, path, { method: "TRACE", headers: { Cookie: cookie } });
    expect(answer.status, path).toBeGreaterThanOrEqual(400);
    expect(answer.body, path).not.toContain("mirrored");
  }
});

function expectSecurityHeaders({ headers, status }: Answer, what: string): void {
  const where = `${what} (${status})`;
  const age = Number(/^max-age=(\d+); includeSubDomains/.exec(headers["strict-transport-security"] ?? "")?.[1]);
  expect(age, where).toBeGreaterThanOrEqual(31_536_000);
  expect(headers, where).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": what === mailedLink ? "no-referrer" : "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(headers["content-security-policy"], where).toMatch(/^default-src 'none'/);
  expect(headers["content-security-policy"], where).toContain("frame-ancestors 'none'");
  expect(headers["permissions-policy"], where).toContain("camera=()");
  expect(
    Object.keys(headers).filter((name) => /^access-control-|^x-powered-by|^server$/.test(name)),
    where,
  ).toEqual([]);
}

/** Every file that the build gives to anybody, by its address. */
function filesOfTheBuild(): string[] {
  const folder = join(build, "static");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `/_next/static/${join(entry.parentPath, entry.name).slice(folder.length + 1)}`);
}
