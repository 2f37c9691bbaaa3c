import { aWaitingRegistration } from "@/lib/testing/registrations";
import { ask } from "./support/ask";
import { behind } from "./support/people";
import { expect, test } from "./support/test";
import { aVisitTo } from "./support/visit";

test.use({ portalKind: "open" });

test("SEC-09 · a host that is not ours is not answered, wherever it is named", async ({ portal }) => {
  const { host, hostname } = new URL(portal.url);
  const forged: [string, string][][] = [
    [["Host", "evil.example"]],
    [["Host", `${host}.evil.example`]],
    [["Host", `evil.example@${host}`]],
    [["Host", hostname]],
    [["Host", `${hostname}:1`]],
    [
      ["Host", host],
      ["X-Forwarded-Host", "evil.example"],
    ],
    [
      ["Host", host],
      ["X-Forwarded-Host", `${host}, evil.example`],
    ],
    [
      ["Host", host],
      ["X-Forwarded-Host", `evil.example, ${host}`],
    ],
    [
      ["Host", "evil.example"],
      ["X-Forwarded-Host", host],
    ],
    [
      ["Host", host],
      ["X-Forwarded-Host", "evil.example"],
      ["X-Forwarded-Host", host],
    ],
  ];
  for (const headers of forged) {
    for (const path of [
      "/",
      "/connexion",
      "/renvoi-activation",
      "/accueil",
      "/icon-svg",
      "/api/health",
      "/.well-known/security.txt",
    ]) {
      const answer = await ask(portal, path, { headers: [...headers] });
      expect(answer.status, `${path} as ${JSON.stringify(headers)}`).toBe(421);
      expect(answer.body).not.toContain("evil.example");
    }
  }
  // Of two, the first one counts; links come from the base address in any case.
  const twice = (one: string, other: string): [string, string][] => [
    ["Host", one],
    ["Host", other],
  ];
  expect((await ask(portal, "/", { headers: twice("evil.example", host) })).status).toBe(421);
  expect((await ask(portal, "/", { headers: twice(host, "evil.example") })).body).not.toContain("evil.example");
});

test("SEC-09 · whatever a request says of hosts and protocols, mails and redirects use the base address", async ({
  portal,
  mailbox,
  person,
}) => {
  const ctx = behind(portal);
  await aWaitingRegistration(ctx, { email: person.email, id: ctx.id() });
  await ctx.close();
  const forged: Record<string, string> = {
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "8443",
    "X-Forwarded-Prefix": "/evil",
    Forwarded: "host=evil.example;proto=https",
    "X-Original-Host": "evil.example",
    "X-Host": "evil.example",
    Referer: "https://evil.example/",
  };
  const answer = await aVisitTo(portal, forged).send("/renvoi-activation", { email: person.email });
  expect(answer.body).toContain('role="status"');
  const { links, html } = await mailbox.waitFor(person.email, /Activez votre compte/);
  expect(new Set(links.map((link) => new URL(link).origin))).toEqual(new Set([portal.url]));
  expect(html).not.toContain("evil");

  const renewal = await ask(portal, "/session/renouveler", { headers: forged });
  expect(renewal.headers.location).toBe(`${portal.url}/connexion?suite=%2Faccueil`);
});

test("SEC-09 · a form sent under a forged host sends no mail", async ({ portal, database, person }) => {
  const ctx = behind(portal);
  await aWaitingRegistration(ctx, { email: person.email, id: ctx.id() });
  await ctx.close();
  for (const headers of [
    { Host: "evil.example", Origin: "http://evil.example" },
    { "X-Forwarded-Host": "evil.example" },
  ] as Record<string, string>[]) {
    const { body, status } = await ask(portal, "/renvoi-activation", { method: "POST", headers, body: "x" });
    expect([status, body]).toEqual([421, "Unknown host."]);
  }
  const { rows } = await database.query("select 1 from outbox_messages where recipient = $1", [person.email]);
  expect(rows).toEqual([]);
});

const outward = [
  "//evil.example",
  "/\\evil.example",
  "/%09/evil.example",
  "/%5cevil.example",
  "https:evil.example",
  "https://evil.example/accueil",
  "javascript:alert(1)",
  "@evil.example",
  "/@evil.example/..//evil.example",
  "／／evil.example",
  "%2f%2fevil.example",
  "%252f%252fevil.example",
  "/accueil%0d%0aLocation:%20https://evil.example",
  "/session/fermer",
  "/api/outbox",
];

test("SEC-08 · no return address leads out of the portal, or to an act", async ({ portal }) => {
  for (const wanted of outward) {
    for (const raw of [wanted, encodeURIComponent(wanted)]) {
      const query = encodeURI(raw);
      const renewal = await ask(portal, `/session/renouveler?suite=${query}`);
      expect(renewal.headers.location, raw).toBe(`${portal.url}/connexion?suite=%2Faccueil`);
      const page = await ask(portal, `/connexion?suite=${query}`);
      expect(page.body, raw).not.toMatch(/name="returnTo"/);
    }
  }
  const twice = await ask(portal, "/session/renouveler?suite=/mon-compte&suite=//evil.example");
  expect(twice.headers.location).toBe(`${portal.url}/connexion?suite=%2Fmon-compte`);
});

test("SEC-17 · whoever finds a weakness reads whom to tell", async ({ portal }) => {
  const { status, headers, body } = await ask(portal, "/.well-known/security.txt");
  expect([status, headers["content-type"]]).toEqual([200, "text/plain; charset=utf-8"]);
  const fields = new Map(
    body
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/: (.*)/s) as [string, string]),
  );
  expect(Object.fromEntries(fields)).toEqual({
    Contact: "mailto:support@attache.example",
    Expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    "Preferred-Languages": "fr, en",
    Canonical: `${portal.url}/.well-known/security.txt`,
  });
  const days = (Date.parse(fields.get("Expires") ?? "") - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(30);
  expect(days).toBeLessThan(365);
});
