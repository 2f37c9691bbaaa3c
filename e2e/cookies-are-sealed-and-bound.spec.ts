import { randomBytes } from "node:crypto";
import { PASSWORD } from "@/lib/testing/people";
import { ask, cookiesSetBy } from "./support/ask";
import { type LonePortal, startLonePortal } from "./support/lone-portal";
import { aSignedInPerson } from "./support/member";
import { callAction, serverAction } from "./support/server-actions";
import { expect, test } from "./support/test";
import { aVisitTo, signUpSteps } from "./support/visit";

const base = "https://portail.example";
const session = "__Host-attache.session";
const device = "__Host-attache.device";

// Cookies bind to a host over https only: this portal is told that a proxy speaks https for it. Its tests share it.
test.describe.configure({ mode: "default" });
let portal: LonePortal;
test.beforeAll(async () => {
  portal = await startLonePortal("portal-behind-https", { APP_URL: base });
});
test.afterAll(async () => portal?.stop());

const visit = () => aVisitTo(portal, { Host: "portail.example", Origin: base });
const signIn = (email: string, who = visit()) => who.send("/connexion", { email, password: PASSWORD });
const lasting = (attributes: string[]) => attributes.filter((one) => !/^(Expires|Max-Age)=/.test(one)).sort();

test("SEC-42 · the session cookie is bound to this host over https, out of reach of scripts, and small", async () => {
  const { account } = await aSignedInPerson(portal);
  const answer = await signIn(account.email);
  const cookies = cookiesSetBy(answer);
  expect([...cookies.keys()].sort()).toEqual([device, session]);
  for (const [name, { value, attributes }] of cookies) {
    expect(lasting(attributes), name).toEqual(["HttpOnly", "Path=/", "SameSite=lax", "Secure"]);
    expect(name.length + value.length + attributes.join("; ").length, name).toBeLessThan(4096);
    expect(answer.body.includes(value), name).toBe(false);
    expect(answer.headers.location, name).not.toContain(value);
  }
  expect(answer.status).toBe(303);
});

test("SEC-42 · whoever signs in gets a session of his own, whatever cookie was put into his browser before", async () => {
  const attacker = await cookieOf("Attaquant");
  const victim = await aSignedInPerson(portal, { familyName: "Victime" });
  for (const planted of [`${session}=${attacker}`, `${session}=x`]) {
    const answer = await callAction(portal, serverAction("/connexion signInAction"), {
      args: [{ attempt: 0, values: {}, errors: {} }, "$K1"],
      fields: [
        ["email", victim.account.email],
        ["password", PASSWORD],
      ],
      origin: base,
      headers: { Host: "portail.example", Cookie: planted },
    });
    const given = cookiesSetBy(answer).get(session)?.value ?? "";
    expect(given.length).toBeGreaterThan(100);
    expect(planted).not.toContain(given);
  }
  const seen = await ask(portal, "/accueil", {
    headers: { Host: "portail.example", Cookie: `${session}=${attacker}` },
  });
  expect([seen.body.includes("Attaquant"), seen.body.includes("Victime")]).toEqual([true, false]);
});

test("SEC-42, SEC-30 · the draft and the recap are sealed in cookies of the same kind", async () => {
  const visitor = visit();
  const email = `${randomBytes(6).toString("hex")}@example.org`;
  for (const [path, values, sign] of signUpSteps(email)) {
    const answer = await visitor.send(path, values, sign);
    expect(answer.status, path).toBe(303);
    for (const [name, { value, attributes }] of cookiesSetBy(answer)) {
      expect(name).toMatch(/^__Host-attache\.(draft|recap)\.\d$/);
      expect(lasting(attributes), name).toEqual(["HttpOnly", "Path=/", "SameSite=lax", "Secure"]);
      expect(Buffer.from(value, "base64url").includes(email), name).toBe(false);
      expect(name.length + value.length, name).toBeLessThan(4000);
    }
  }
});

test("SEC-43 · signing out forgets the session here and there, empties the browser's memory and keeps its device", async () => {
  const { account } = await aSignedInPerson(portal);
  const person = visit();
  await signIn(account.email, person);
  const old = new Map(person.cookies);
  const cookie = [...old].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = { Host: "portail.example", Origin: base, Cookie: cookie };

  const answer = await ask(portal, "/session/fermer", { method: "POST", headers });
  expect(answer.headers["clear-site-data"]).toBe('"cache", "storage"');
  const cookies = cookiesSetBy(answer);
  expect([...cookies.keys()]).toEqual([session]);
  expect(cookies.get(session)).toEqual({
    value: "",
    attributes: expect.arrayContaining(["Path=/", "Max-Age=0", "Secure", "HttpOnly", "SameSite=lax"]),
  });

  // The hints of the old cookie were never fresh, so the middleware asks for new ones: there are none.
  const replay = await ask(portal, "/session/renouveler", { headers });
  expect(replay.headers.location).toBe(`${base}/connexion?motif=session-expiree&suite=%2Faccueil`);
});

test("SEC-18 · a cookie that is broken, foreign or cut short is nobody's, and never an error", async () => {
  const whole = await cookieOf("Entière");
  const sound = { Host: "portail.example", Cookie: `${session}=${whole}` };
  expect((await ask(portal, "/accueil", { headers: sound })).status).toBe(200);
  const visitor = visit();
  await visitor.send("/", signUpSteps("somebody@example.org")[0]?.[1] ?? {});
  const draft = visitor.cookies.get("__Host-attache.draft.0") ?? "";
  expect(draft).not.toBe("");
  const broken = [
    "",
    "x",
    "....",
    "null",
    "%00",
    "%",
    "é",
    whole.slice(0, -1),
    whole.slice(1),
    `${whole.slice(0, 200)}A${whole.slice(201)}`,
    `${whole}.${whole}`,
    whole.split(".").reverse().join("."),
    draft,
    Buffer.from('{"alg":"none"}')
      .toString("base64url")
      .concat(".", Buffer.from('{"secret":"x"}').toString("base64url"), "."),
    randomBytes(3000).toString("base64url"),
  ];
  for (const value of broken) {
    const cookie = Buffer.from(`${session}=${value}`).toString("latin1");
    const headers = { Host: "portail.example", Cookie: cookie };
    for (const path of ["/accueil", "/espaces/factures-emises"]) {
      const answer = await ask(portal, path, { headers });
      expect(answer.headers.location, value.slice(0, 30)).toBe(`${base}/connexion?suite=${encodeURIComponent(path)}`);
    }
    expect((await ask(portal, "/connexion", { headers })).status, value.slice(0, 30)).toBe(200);
  }
});

test("SEC-18 · a draft, a recap or a mailed link that is broken counts as none, and never as an error", async () => {
  const foreign = await cookieOf("Étrangère");
  for (const purpose of ["draft", "recap", "activation-link", "contact-email-link"]) {
    for (const value of ["", "x", "%", "....", foreign, randomBytes(2800).toString("base64url")]) {
      const Cookie = `__Host-attache.${purpose}.0=${value}; __Host-attache.${purpose}.2=${value}`;
      const headers = { Host: "portail.example", Cookie };
      const places = [
        "/inscription/organisation",
        "/inscription/verification",
        "/inscription/recapitulatif",
        "/activation",
      ];
      for (const path of places) {
        const answer = await ask(portal, path, { headers });
        expect(answer.status, `${path} with ${purpose} ${value.slice(0, 20)}`).toBe(307);
        expect(answer.headers.location).toMatch(/^\/(inscription|activation\/refusee)?$/);
      }
    }
  }
});

test("SEC-18 · odd Authorization and language headers change nothing", async () => {
  for (const value of ["Bearer", "Basic !!!", "Bearer ".concat("x".repeat(8000)), 'Digest username=""']) {
    const headers = { Host: "portail.example", Authorization: value, "Accept-Language": "x".repeat(4000) };
    expect((await ask(portal, "/connexion", { headers })).status).toBe(200);
    expect((await ask(portal, "/accueil", { headers })).status).toBe(307);
    expect((await ask(portal, "/api/outbox", { headers, method: "POST" })).status).toBe(401);
  }
});

/** The session cookie of somebody who has just signed in. */
async function cookieOf(familyName: string): Promise<string> {
  const { account } = await aSignedInPerson(portal, { familyName });
  return cookiesSetBy(await signIn(account.email)).get(session)?.value ?? "";
}
