import { createTranslator } from "next-intl";
import type { ReactElement } from "react";
import { prerenderToNodeStream } from "react-dom/static";
import { beforeEach, expect, test, vi } from "vitest";
import ReactivationAskedPage from "@/app/(public)/compte-desactive/demande/page";
import AccountDeactivatedPage from "@/app/(public)/compte-desactive/page";
import ReactivatedPage from "@/app/(public)/reactivation/faite/page";
import ReactivatePage from "@/app/(public)/reactivation/page";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import { requestReactivation } from "@/lib/recovery/request-reactivation";
import { twoConsents } from "@/lib/testing/consents";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Account,
  aManagerOf,
  aMemberOf,
  anAccount,
  aPasswordProofOf,
  aSessionOf,
  aStructure,
  DEACTIVATED,
  PASSWORD,
} from "@/lib/testing/people";
import { aMailedLink } from "@/lib/testing/registrations";
import DeactivateAccountPage from "../desactivation/page";
import { POST } from "./export/route";
import OwnDataPage from "./page";

const world = vi.hoisted(() => ({
  ctx: undefined as unknown,
  actor: undefined as unknown,
  language: "fr" as "fr" | "en",
  sealed: {} as Record<string, unknown>,
  loginCookies: [] as unknown[],
}));
vi.mock("@/lib/platform/live", () => ({ live: async () => world.ctx }));
vi.mock("@/lib/web/guards", () => ({
  requireAccount: async () => world.actor,
  currentActor: async () => world.actor ?? null,
}));
vi.mock("@/lib/web/sealed-cookie", () => ({ readSealed: async (purpose: string) => world.sealed[purpose] ?? null }));
vi.mock("@/lib/web/login-cookie", () => ({
  setLoginCookie: async (claims: unknown) => world.loginCookies.push(claims),
}));
vi.mock("next-intl/server", () => ({
  getTranslations: async (namespace: "departure") =>
    createTranslator({ locale: world.language, messages: world.language === "fr" ? fr : en, namespace }),
}));
vi.mock("next/navigation", () => ({
  redirect: (path: string) => {
    throw new Error(`leads to ${path}`);
  },
}));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

type Query = Record<string, string>;
type Page = (props: never) => Promise<ReactElement>;

let ctx: TestContext;

beforeEach(async () => {
  ctx = await testContext();
  Object.assign(world, { ctx, actor: undefined, language: "fr", sealed: {}, loginCookies: [] });
});

async function html(page: Page, query: Query = {}): Promise<string> {
  const element = await page({ params: Promise.resolve({}), searchParams: Promise.resolve(query) } as never);
  const { prelude } = await prerenderToNodeStream(element);
  let text = "";
  for await (const chunk of prelude) text += chunk;
  return text.replaceAll("&#x27;", "'");
}

/** The page in both languages: what one reads in French; English must be whole as well. */
async function read(page: Page, query: Query = {}): Promise<string> {
  world.language = "en";
  const english = await html(page, query);
  world.language = "fr";
  const french = await html(page, query);
  for (const text of [english, french]) {
    expect(text).not.toMatch(/departure\.|\{[a-z]+\}/);
    expect(text.match(/<h1/g)).toHaveLength(1);
    expect(text.match(/<title/g)).toHaveLength(1);
  }
  expect(english).not.toContain("votre");
  return french;
}

async function signedIn(account: Account): Promise<void> {
  world.actor = (await aSessionOf(ctx, account)).actor;
}

test("R-502, A11Y-25 · who is in nobody's way reads what happens, gives the password, and presses one button", async () => {
  await signedIn(await anAccount(ctx, { contactEmail: "contact@example.org" }));
  const page = await read(DeactivateAccountPage);
  expect(page).toContain("contact@example.org");
  expect(page).toContain('name="password"');
  expect(page.match(/type="submit"/g)).toHaveLength(1);
  expect(page).not.toContain("sans gestionnaire");
});

test("M-52, R-503, R-509 · the roles to hand over come first, each with its page; alone one is warned", async () => {
  const shared = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  const alone = await aStructure(ctx, { legalName: "Étain du Léon" });
  const { account } = await aManagerOf(ctx, shared);
  await aManagerOf(ctx, alone, { account });
  await aMemberOf(ctx, shared);
  await signedIn(account);
  const held = await read(DeactivateAccountPage);
  expect(held).toContain(fr.messages["M-52"]);
  expect(held).toContain(`href="/structures/${shared.id}/transfert"`);
  expect(held).not.toContain("Étain");
  expect(held).not.toContain('name="password"');
  const question = await read(OwnDataPage, { action: "supprimer" });
  expect(question).toContain(`href="/structures/${shared.id}/transfert"`);
  expect(question).not.toContain('id="form-password"');

  const owner = await aManagerOf(ctx, await aStructure(ctx, { legalName: "Atelier seul" }));
  await signedIn(owner.account);
  for (const warned of [await read(DeactivateAccountPage), await read(OwnDataPage, { action: "supprimer" })]) {
    expect(warned).toContain("Une structure restera sans gestionnaire");
    expect(warned).toContain("Inviter une personne dans Atelier seul");
    expect(warned).toContain('name="password"');
  }
});

test("R-503 · the structures to hand over are counted as structures, their people as people", async () => {
  const shared = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  const { account } = await aManagerOf(ctx, shared);
  for (let person = 0; person < 2; person++) await aMemberOf(ctx, shared);
  await signedIn(account);
  const page = await read(DeactivateAccountPage);
  expect(page).toContain("Cette structure est encore utilisée");
  expect(page).toContain("2 autres utilisateurs actifs");
  expect(page).not.toContain("Une autre personne");
});

test("R-503, R-509 · to an inactive structure nobody can be invited, and neither page suggests it", async () => {
  const { account } = await aManagerOf(ctx, await aStructure(ctx, { legalName: "Atelier seul", status: "inactive" }));
  await signedIn(account);
  for (const warned of [await read(DeactivateAccountPage), await read(OwnDataPage, { action: "supprimer" })]) {
    expect(warned).toContain("Structure inactive : personne ne peut y être invité.");
    expect(warned).not.toMatch(/invitez-la|Inviter une personne|invitations/);
  }
});

test.each([
  ["own-wish", "Votre demande"],
  ["administrator", "Décision du support"],
  ["inactivity", "12 mois sans connexion"],
] as const)("R-421, R-507 · closed by %s, S-08 names the reason, in English too", async (deactivationCause, reason) => {
  const { id: accountId } = await anAccount(ctx, { ...DEACTIVATED, deactivationCause });
  world.sealed["disabled-account"] = { accountId };
  expect(await read(AccountDeactivatedPage)).toMatch(new RegExp(`>Motif</dt>\\s*<dd[^>]*>${reason}</dd>`));
  world.language = "en";
  expect(await html(AccountDeactivatedPage)).toContain(">Reason</dt>");
});

test("R-421, R-505, R-506 · S-08 says why, since when and until when, to whom the link goes, and what was asked", async () => {
  const general = await read(AccountDeactivatedPage);
  expect(general).toContain(fr.departure.closed.general);
  expect(general).not.toContain("<form");

  const eraseOn = new Date("2026-02-04T09:00:00Z");
  const own = await anAccount(ctx, { ...DEACTIVATED, contactEmail: "contact@example.org", eraseOn });
  world.sealed["disabled-account"] = { accountId: own.id };
  const page = await read(AccountDeactivatedPage, { fait: "suppression" });
  expect(page).toContain("02/01/2026 10:00:00");
  expect(page).toContain("effacées le 04/02/2026 10:00:00");
  expect(page).toContain("c•••@example.org");
  expect(page).not.toContain("contact@example.org");
  expect(page).toContain(fr.departure.closed.done.suppression);
  expect(page).toContain(fr.departure.closed.submit);
  expect(await read(ReactivationAskedPage)).toContain("c•••@example.org");
  expect(await read(ReactivationAskedPage, { envoi: "limite" })).toContain("réessayez demain");

  const bySupport = await anAccount(ctx, {
    ...DEACTIVATED,
    deactivationCause: "administrator",
    deactivationReason: "Fraude",
  });
  world.sealed["disabled-account"] = { accountId: bySupport.id };
  const before = await read(AccountDeactivatedPage);
  expect(before).toContain("Il a été désactivé par le support");
  expect(before).not.toContain("Fraude");
  await requestReactivation(ctx, { accountId: bySupport.id });
  const after = await read(AccountDeactivatedPage);
  expect(after).toContain("est en cours d'examen par le support");
  expect(after).not.toContain("<form");
  expect(await read(ReactivationAskedPage)).toContain("a été transmise au support le 05/01/2026 10:00:00");

  const active = await anAccount(ctx);
  world.sealed["disabled-account"] = { accountId: active.id };
  expect(await read(AccountDeactivatedPage)).toContain(fr.departure.closed.general);
  await expect(html(ReactivationAskedPage)).rejects.toThrow("leads to /compte-desactive");
});

test("R-505, M-44 · the mailed link asks once more, says what returns and what is cancelled; a dead one is refused", async () => {
  const account = await anAccount(ctx, { ...DEACTIVATED, eraseOn: new Date("2026-02-04T09:00:00Z") });
  const link = { purpose: "reactivation", subjectId: account.id, email: account.contactEmail } as const;
  world.sealed["reactivation-link"] = { secret: await aMailedLink(ctx, link) };
  const page = await read(ReactivatePage);
  expect(page).toContain("prévue le 04/02/2026 10:00:00, sera annulée");
  expect(page).toContain("<form");
  world.sealed["reactivation-link"] = { secret: ctx.secret() };
  const refused = await read(ReactivatePage);
  expect(refused).toContain(fr.messages["M-44"]);
  expect(refused).not.toContain("<form");
  expect(await read(ReactivatedPage)).toContain(fr.departure.reactivation.doneNext);
});

test("R-304, R-1204 · each column of one's consents is sorted by a link in its heading", async () => {
  const account = await anAccount(ctx);
  await twoConsents(ctx, account);
  await signedIn(account);
  const linesBy = async (tri: string) => {
    const page = await html(OwnDataPage, { tri });
    for (const heading of page.match(/<th [^>]*scope="col".*?<\/th>/gs) ?? []) expect(heading).toContain("tri=");
    return [...page.matchAll(/<th [^>]*scope="row"[^>]*>(.*?)<\/th>/gs)].map(([, subject]) => subject);
  };
  const { terms, survey } = fr.departure.data.consents.subjects;
  expect(await linesBy("version")).toEqual([survey, terms]);
  expect(await linesBy("-version")).toEqual([terms, survey]);
  expect(await linesBy("state")).toEqual([terms, survey]);
  expect(await linesBy("-state")).toEqual([survey, terms]);
});

test("R-1204, SEC-45 · the page of one's data asks for the password unless it was just given, and says what went wrong", async () => {
  const account = await anAccount(ctx);
  await signedIn(account);
  const page = await read(OwnDataPage);
  expect(page).toContain('action="/mon-compte/donnees/export"');
  expect(page).toContain('id="export-password"');
  expect(page).toContain(fr.departure.data.consents.empty);
  expect(page).not.toContain("<dialog");
  for (const [refus, sentence] of [
    ["sans-mot-de-passe", fr.messages["M-01"]],
    ["mot-de-passe", fr.messages["M-40-current"]],
    ["patience", fr.messages["M-60"]],
    ["sollicite", fr.messages["M-60-busy"]],
    ["en-cours", fr.departure.data.export.busy],
  ] as const) {
    expect(await read(OwnDataPage, { refus })).toContain(sentence);
  }
  expect(await read(OwnDataPage, { refus: "autre" })).not.toContain('role="alert"');
  const question = await read(OwnDataPage, { action: "supprimer" });
  expect(question).toContain("Le 04/02/2026 10:00:00, vos nom");

  const { actor, sessionId } = await aSessionOf(ctx, account);
  await aPasswordProofOf(ctx, { accountId: account.id, sessionId });
  world.actor = { ...actor, passwordConfirmedAt: ctx.now() };
  expect(await read(OwnDataPage, { refus: "mot-de-passe" })).not.toContain('id="export-password"');
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
  await signedIn(account);
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
  expect(world.loginCookies).toHaveLength(1);
  expect((await post(form(""))).status).toBe(200);

  for (let tries = 0; tries < 5; tries++) await post(form("pas le bon 1"));
  expect(where(await post(form("pas le bon 1")))).toEqual([303, `${page}patience#emporter`]);
});
