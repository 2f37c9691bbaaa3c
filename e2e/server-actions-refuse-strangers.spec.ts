import { type Answer, ask, cookiesSetBy } from "./support/ask";
import { databaseContent } from "./support/database-content";
import { sendForm } from "./support/forms";
import { type LonePortal, startLonePortal } from "./support/lone-portal";
import { aSignedInMember } from "./support/member";
import { callAction, listServerActions, serverAction } from "./support/server-actions";
import { expect, test } from "./support/test";

// One portal of its own for the file: what is compared is the whole of its database.
test.describe.configure({ mode: "default" });
let portal: LonePortal;
test.beforeAll(async () => {
  portal = await startLonePortal("portal-of-strangers");
  await aSignedInMember(portal);
});
test.afterAll(async () => portal?.stop());

const actions = listServerActions();
const fresh = { attempt: 0, values: {}, errors: {} };
const lists = (length: number) => "[".repeat(length) + "]".repeat(length);

const foreignOrigins = (): string[] => {
  const { host, hostname, port } = new URL(portal.url);
  return [
    "null",
    "https://evil.example",
    `https://${host}`,
    `http://${hostname}:${Number(port) + 1}`,
    `http://${hostname}`,
    `http://www.${host}`,
    `http://${host}.evil.example`,
    `http://evil${host}`,
    `http://${host}@evil.example`,
    `${portal.url}/`,
    `${portal.url}, https://evil.example`,
    "",
  ];
};

test("SEC-04 · the build has the actions of every form, and no other way into them", () => {
  expect(actions.map(({ path, name }) => `${path} ${name}`).sort()).toEqual([
    "/accueil chooseLanguage",
    "/activation/effacer activate",
    "/activation/effacer erase",
    "/admin/comptes/[id] deactivate",
    "/admin/comptes/[id] dismiss",
    "/admin/comptes/[id] endSessions",
    "/admin/comptes/[id] reactivate",
    "/admin/comptes/[id] removeFactors",
    "/admin/comptes/[id] startReset",
    "/admin/comptes/[id] unlock",
    "/admin/courriels sendAgain",
    "/admin/inscriptions/[id] resend",
    "/admin/nominations propose",
    "/admin/nominations/[id] confirm",
    "/admin/nominations/[id] decline",
    "/admin/rattachements approveWorkspace",
    "/admin/rattachements refuseWorkspace",
    "/admin/rattachements/[id] approveRequest",
    "/admin/rattachements/[id] refuseRequest",
    "/adresse-de-connexion confirmLogin",
    "/adresse-de-contact confirmContact",
    "/compte-desactive askBack",
    "/connexion signInAction",
    "/connexion/verification verify",
    "/gestionnaire/abonnements/[id] approve",
    "/gestionnaire/abonnements/[id] refuse",
    "/gestionnaire/abonnements/selection approveChosen",
    "/gestionnaire/abonnements/selection refuseChosen",
    "/gestionnaire/demandes/[id] approve",
    "/gestionnaire/demandes/[id] refuse",
    "/inscription introduceOneself",
    "/inscription startSignUp",
    "/inscription/espaces chooseWorkspaces",
    "/inscription/organisation confirmAlone",
    "/inscription/organisation describe",
    "/inscription/organisation search",
    "/inscription/verification createAccount",
    "/invitations accept",
    "/invitations decline",
    "/mon-compte/abonnements/[id] cancelRequest",
    "/mon-compte/abonnements/[id] endOwn",
    "/mon-compte/abonnements/nouveau askForWorkspaces",
    "/mon-compte/adresse-de-connexion askForLoginEmail",
    "/mon-compte/adresse-de-connexion giveUpLoginEmail",
    "/mon-compte/desactivation deactivate",
    "/mon-compte/documents removeOwnDocument",
    "/mon-compte/donnees askForErasure",
    "/mon-compte/double-authentification remove",
    "/mon-compte/double-authentification renew",
    "/mon-compte/double-authentification/application confirm",
    "/mon-compte/double-authentification/application start",
    "/mon-compte/double-authentification/cle add",
    "/mon-compte/double-authentification/cle giveThePassword",
    "/mon-compte/double-authentification/codes codesKept",
    "/mon-compte/informations giveUpContact",
    "/mon-compte/informations resendContact",
    "/mon-compte/informations saveDetails",
    "/mon-compte/mot-de-passe changeOwnPassword",
    "/mon-compte/question-secrete changeOwnQuestion",
    "/mon-compte/rattachements/[id] cancel",
    "/mon-compte/rattachements/[id] correct",
    "/mon-compte/rattachements/[id] leave",
    "/mon-compte/rattachements/nouveau request",
    "/mon-compte/rattachements/nouveau search",
    "/mon-compte/sessions close",
    "/mon-compte/sessions closeOthers",
    "/mot-de-passe-oublie askForReset",
    "/mot-de-passe-oublie/question answerQuestion",
    "/nouveau-mot-de-passe choosePassword",
    "/operations/[id] cancel",
    "/operations/[id] resume",
    "/reactivation reactivate",
    "/renvoi-activation resend",
    "/structures/[id] sendSheet",
    "/structures/[id]/coordonnees-bancaires removeDetails",
    "/structures/[id]/coordonnees-bancaires saveDetails",
    "/structures/[id]/desactivation deactivate",
    "/structures/[id]/documents removeChosenDocument",
    "/structures/[id]/espaces addWorkspaces",
    "/structures/[id]/espaces removeWorkspaces",
    "/structures/[id]/identifiant confirm",
    "/structures/[id]/identifiant propose",
    "/structures/[id]/identifiant reconsider",
    "/structures/[id]/invitations resend",
    "/structures/[id]/invitations withdraw",
    "/structures/[id]/invitations/import confirmFile",
    "/structures/[id]/invitations/nouvelle sendInvitation",
    "/structures/[id]/mandats/[mandateId] prepareMandate",
    "/structures/[id]/mandats/[mandateId] revokeChosenMandate",
    "/structures/[id]/mandats/[mandateId] signDraft",
    "/structures/[id]/services/[service] add",
    "/structures/[id]/services/[service] remove",
    "/structures/[id]/services/[service] save",
    "/structures/[id]/transfert transfer",
    "/structures/[id]/utilisateur-technique/nouveau create",
    "/structures/[id]/utilisateur-technique/nouveau limit",
    "/structures/[id]/utilisateur-technique/nouveau remove",
    "/structures/[id]/utilisateur-technique/nouveau renew",
    "/structures/[id]/utilisateurs/[attachmentId] change",
    "/structures/[id]/utilisateurs/[attachmentId] detach",
    "/structures/[id]/utilisateurs/[attachmentId] reactivate",
    "/structures/[id]/utilisateurs/[attachmentId] suspend",
    "/structures/[id]/utilisateurs/selection doToMany",
    "/structures/nouvelle create",
    "/structures/nouvelle search",
  ]);
});

test("SEC-06 · an action called from elsewhere changes nothing, whatever the foreign origin is called", async () => {
  const before = await databaseContent(portal.databaseUrl);
  for (const action of actions) {
    for (const origin of foreignOrigins()) {
      const fields: [string, string][] = [
        ["email", "somebody@example.org"],
        ["language", "en"],
        ["password", "x"],
      ];
      const answer = await callAction(portal, action, { args: [fresh, "$K1"], fields, origin });
      expectRefused(answer, `${action.name} from ${origin}`);
    }
  }
  expect(await databaseContent(portal.databaseUrl)).toEqual(before);
});

test("SEC-06 · a call without any origin is answered with a reference, and does nothing", async () => {
  const before = await databaseContent(portal.databaseUrl);
  for (const action of actions) {
    const fields: [string, string][] = [["email", "somebody@example.org"]];
    const answer = await callAction(portal, action, { args: [fresh, "$K1"], fields, origin: null });
    expectRefused(answer, action.name);
    expect(answer.body, action.name).toMatch(/référence [0-9a-f]{8}/);
  }
  expect(await databaseContent(portal.databaseUrl)).toEqual(before);
});

test("SEC-04 · the same calls with our own origin and the right fields do something", async () => {
  const before = await databaseContent(portal.databaseUrl);
  const call = (name: string, fields: [string, string][]) =>
    callAction(portal, serverAction(name), { args: [fresh, "$K1"], fields });
  expect(cookiesSetBy(await call("/accueil chooseLanguage", [["language", "en"]])).get("attache.language")?.value).toBe(
    "en",
  );
  expect((await call("/renvoi-activation resend", [["email", "somebody@example.org"]])).status).toBe(200);
  expect(await databaseContent(portal.databaseUrl)).not.toEqual(before);
});

test("SEC-04 · wrong types, unknown fields and nothing at all are refused, and nothing is changed", async () => {
  const before = await databaseContent(portal.databaseUrl);
  const odd: { what: string; args: unknown; fields?: [string, string][] }[] = [
    { what: "no argument", args: [] },
    { what: "nulls", args: [null, null] },
    { what: "numbers", args: [1, 2] },
    { what: "texts", args: ["a", "b"] },
    { what: "no list", args: { 0: fresh } },
    { what: "an object for a form", args: [fresh, { email: "a@example.org", password: "x", language: "en" }] },
    { what: "a list for a form", args: [fresh, [["email", "a@example.org"]]] },
    { what: "a hundred arguments", args: Array(100).fill(fresh) },
    { what: "a form that is not there", args: [fresh, "$K9"] },
    { what: "a reference to nowhere", args: [fresh, "$F1"] },
    {
      what: "a prototype",
      args: [{ __proto__: { attempt: 1 } }, "$K1"],
      fields: [
        ["__proto__", "x"],
        ["constructor", "y"],
      ],
    },
    {
      what: "unknown fields",
      args: [fresh, "$K1"],
      fields: [
        ["role", "manager"],
        ["statut", "approved"],
        ["structureId", "1"],
      ],
    },
    {
      what: "a field twice",
      args: [fresh, "$K1"],
      fields: [
        ["email", "a@example.org"],
        ["email", "b@example.org"],
        ["password", "x"],
        ["password", "y"],
        ["language", "en"],
        ["language", "fr"],
      ],
    },
    {
      what: "a hostile attempt",
      args: [{ attempt: "1e999", values: { toString: 1 }, errors: null }, "$K1"],
      fields: [["x", "y"]],
    },
    {
      what: "markup and control characters",
      args: [fresh, "$K1"],
      fields: [
        ["email", "<script>\u0000@\u202e"],
        ["siret", "\u0000"],
        ["language", "\u0000"],
      ],
    },
  ];
  for (const action of actions) {
    for (const { what, args, fields } of odd) {
      expectRefused(await callAction(portal, action, { args, fields }), `${action.name} with ${what}`);
    }
  }
  expect(await databaseContent(portal.databaseUrl)).toEqual(before);
});

test("SEC-04 · without a draft, a link or a question, the steps that need one only lead back", async () => {
  const before = await databaseContent(portal.databaseUrl);
  const steps = [
    "/activation/effacer activate",
    "/activation/effacer erase",
    "/adresse-de-connexion confirmLogin",
    "/adresse-de-contact confirmContact",
    "/inscription/espaces chooseWorkspaces",
    "/inscription/organisation search",
    "/inscription/organisation describe",
    "/inscription/organisation confirmAlone",
    "/inscription/verification createAccount",
    "/mot-de-passe-oublie/question answerQuestion",
    "/nouveau-mot-de-passe choosePassword",
  ];
  for (const action of actions.filter(({ path, name }) => steps.includes(`${path} ${name}`))) {
    const answer = await callAction(portal, action, {
      args: [fresh, "$K1"],
      fields: wellFormed[`${action.path} ${action.name}`] ?? [],
    });
    expect(answer.headers["set-cookie"], action.name).toBeUndefined();
    expect(answer.status, action.name).toBeLessThan(400);
  }
  expect(await databaseContent(portal.databaseUrl)).toEqual(before);
});

test("SEC-04 · an unknown action id, and an action sent to a page that does not know it, do nothing", async () => {
  const before = await databaseContent(portal.databaseUrl);
  for (const id of [
    "7f".padEnd(42, "0"),
    "x",
    "__proto__",
    "../../server",
    "7f'--",
    "é".repeat(20),
    "0".repeat(4000),
  ]) {
    const headers = { "Next-Action": Buffer.from(id).toString("latin1"), Origin: portal.url };
    const answer = await ask(portal, "/connexion", { method: "POST", headers, body: "[]" });
    expectRefused(answer, `action ${id.slice(0, 20)}`);
    expect(answer.status, id.slice(0, 20)).toBeGreaterThanOrEqual(400);
  }
  expect(await databaseContent(portal.databaseUrl)).toEqual(before);
});

test("SEC-06 · reading, or another kind of body, calls no action", async () => {
  const before = await databaseContent(portal.databaseUrl);
  for (const { id, path, name } of actions) {
    for (const method of ["GET", "HEAD"]) {
      const answer = await ask(portal, path, { method, headers: { "Next-Action": id, Origin: portal.url } });
      expectRefused(answer, `${method} ${name}`);
    }
    const bodies = {
      "text/plain": `["${lists(3)}"]`,
      "application/json": "[{}]",
      "application/x-www-form-urlencoded": "email=a",
    };
    for (const [type, body] of Object.entries(bodies)) {
      const headers = { "Next-Action": id, Origin: portal.url, "Content-Type": type };
      expectRefused(await ask(portal, path, { method: "POST", headers, body }), `${name} as ${type}`);
    }
  }
  expect(await databaseContent(portal.databaseUrl)).toEqual(before);
});

test("SEC-06 · signing out needs our own origin, and no link or picture does it", async () => {
  const { cookie } = await aSignedInMember(portal);
  const before = await databaseContent(portal.databaseUrl);
  for (const Origin of foreignOrigins()) {
    const answer = await ask(portal, "/session/fermer", { method: "POST", headers: { Origin, Cookie: cookie } });
    expect([answer.status, answer.headers["set-cookie"]], Origin).toEqual([403, undefined]);
  }
  for (const [method, status] of [
    ["POST", 403],
    ["GET", 405],
    ["HEAD", 405],
    ["PUT", 405],
  ] as const) {
    const answer = await ask(portal, "/session/fermer", { method, headers: { Cookie: cookie } });
    expect([answer.status, answer.headers["set-cookie"]], method).toEqual([status, undefined]);
  }
  expect(await databaseContent(portal.databaseUrl)).toEqual(before);
  const own = { Origin: portal.url, Cookie: cookie };
  expect((await ask(portal, "/session/fermer", { method: "POST", headers: own })).status).toBe(303);
  expect(await databaseContent(portal.databaseUrl)).not.toEqual(before);
});

test("SEC-18 · an odd form that is sent by a page gets M-99 and a reference, and no stack", async () => {
  const answer = await sendForm(portal, "/connexion", { email: "a@example.org", password: "x", role: "manager" });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatch(/Une erreur inattendue|référence/i);
  expect(answer.body).not.toMatch(/node_modules|\.ts:\d+/);
});

/** Sends that a person without draft or link could have made. */
const wellFormed: Record<string, [string, string][]> = {
  "/inscription/organisation search": [
    ["intent", "search"],
    ["identifierType", "SIRET"],
    ["identifier", "12345678200002"],
  ],
  "/inscription/organisation describe": [
    ["intent", "next"],
    ["shown", "unattached"],
  ],
  "/inscription/organisation confirmAlone": [["intent", "confirm"]],
  "/inscription/espaces chooseWorkspaces": [["intent", "next"]],
  "/mot-de-passe-oublie/question answerQuestion": [["secretAnswer", "cerise"]],
  "/nouveau-mot-de-passe choosePassword": [
    ["newPassword", "éléphant-vert 42"],
    ["confirmation", "éléphant-vert 42"],
  ],
  "/activation/effacer activate": [
    ["password", "éléphant-vert 42"],
    ["confirmation", "éléphant-vert 42"],
  ],
};

/** No session, no draft, no address to go to but a page of ours, and nothing of how it failed. */
function expectRefused({ status, headers, body }: Answer, what: string): void {
  const set = (headers["set-cookie"] ?? []).filter((line) => !/Max-Age=0/i.test(line));
  expect(set, what).toEqual([]);
  expect(status, what).not.toBe(303);
  expect(body.length, what).toBeLessThan(200_000);
  expect(/node_modules|\.tsx?:\d+|DrizzleQueryError|select .* from /.test(body), what).toBe(false);
}
