import { createTranslator } from "next-intl";
import type { ReactElement } from "react";
import { prerenderToNodeStream } from "react-dom/static";
import { beforeEach, expect, test, vi } from "vitest";
import type { Administrator } from "@/lib/administration/administrator";
import { recordEvent } from "@/lib/audit/record-event";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import { enqueue } from "@/lib/outbox/enqueue";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { aNewCompany, aWaitingRegistration } from "@/lib/testing/registrations";
import { aDeadMail, aSupportAct } from "@/lib/testing/support-acts";
import AccountPage from "./comptes/[id]/page";
import AccountsPage from "./comptes/page";
import MailPage from "./courriels/[id]/page";
import MailsPage from "./courriels/page";
import RegistrationPage from "./inscriptions/[id]/page";
import AdministrationPage from "./page";

const world = vi.hoisted(() => ({
  ctx: undefined as unknown,
  administrator: undefined as unknown,
  language: "fr" as "fr" | "en",
}));
vi.mock("@/lib/platform/live", () => ({ live: async () => world.ctx }));
vi.mock("@/lib/web/guards", () => ({
  requireAdministrator: async () => world.administrator,
  currentActor: async () => world.administrator,
}));
vi.mock("next-intl/server", () => ({
  getTranslations: async (namespace: "administration") =>
    createTranslator({ locale: world.language, messages: world.language === "fr" ? fr : en, namespace }),
}));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

type Query = Record<string, string | string[]>;
type Page = (props: never) => Promise<ReactElement>;

let ctx: TestContext;

beforeEach(async () => {
  ctx = await testContext();
  world.ctx = ctx;
  world.language = "fr";
  world.administrator = (await aSupportAct(ctx)).administrator;
});

/** What is read on a page, tags left out. */
async function read(page: Page, { id = "", query = {} }: { id?: string; query?: Query } = {}): Promise<string> {
  return (await html(page, { id, query }))
    .replaceAll("&#x27;", "'")
    .replace(/<(title|script)[\s\S]*?<\/\1>/g, "")
    .replaceAll(/<!--.*?-->/g, "")
    .replaceAll(/<[^>]+>/g, "|")
    .replaceAll(/\s/g, " ")
    .replaceAll(/\|+/g, "|");
}

async function html(page: Page, { id = "", query = {} }: { id?: string; query?: Query } = {}): Promise<string> {
  const props = { params: Promise.resolve({ id }), searchParams: Promise.resolve(query) };
  const element = await page(props as never);
  const { prelude } = await prerenderToNodeStream(element);
  let text = "";
  for await (const chunk of prelude) text += chunk;
  return text;
}

test("S-19, R-1401 · the overview says what waits, each a link to where it is dealt with; in both languages", async () => {
  expect(await read(AdministrationPage)).toContain("Rien n'attend");
  await aPendingRequest(ctx, await aStructure(ctx, { registryCheckedAt: null }));
  await anAccount(ctx, { ...DEACTIVATED, reactivationRequestedAt: ctx.now() });
  const text = await read(AdministrationPage);
  expect(text).toContain("1 demande sans gestionnaire");
  expect(text).toContain("1 rattachement, 0 abonnement. La plus ancienne attend depuis le 05/01/2026 10:00:00.");
  expect(text).toContain("1 demande de réactivation");
  expect(text).toContain("1 structure à vérifier");
  expect(await html(AdministrationPage)).toContain('href="/admin/comptes?etat=reactivation"');
  world.language = "en";
  expect(await read(AdministrationPage)).toContain("1 request without a manager");
});

test("R-1401 · A11Y-20 · the list of accounts: caption, headings, order, named pages, links by name, states in words, a search that is kept", async () => {
  const { id } = await anAccount(ctx, {
    email: "zoe@example.org",
    givenName: "Zoé",
    familyName: "Martin",
    ...DEACTIVATED,
  });
  const page = await html(AccountsPage, { query: { recherche: "martin zoe", etat: "desactive" } });
  expect(page).toMatch(/<caption[^>]*>[^<]+</);
  expect(page.match(/<th [^>]*scope="col"/g)?.length).toBeGreaterThan(3);
  expect(page.match(/<th [^>]*scope="row"/g)).toHaveLength(1);
  expect(page.match(/ aria-sort="/g)).toHaveLength(1);
  expect(page).toMatch(/<nav aria-label="[^"]+"[^>]*>.*<span aria-current="page"/s);
  expect(page).toMatch(/aria-current="page"[^>]*>Désactivé</);
  expect(page).toContain(`href="/admin/comptes/${id}"`);
  expect(page).toContain('href="/admin/comptes?recherche=martin+zoe&amp;etat=cree"');
  expect(await read(AccountsPage, { query: { recherche: "ma" } })).toContain("au moins trois lettres");
  expect(await read(AccountsPage, { query: { recherche: "inconnu" } })).toContain("Aucun compte ne correspond");
  await aWaitingRegistration(ctx, { givenName: "Nouvelle" });
  const waiting = await read(AccountsPage, { query: { etat: "cree" } });
  expect(waiting).toContain("Martin Nouvelle");
  expect(waiting).toContain("04/02/2026 10:00:00");
  ctx.moveTo("2026-02-04T09:00:00.001Z");
  expect(await read(AccountsPage, { query: { etat: "cree" } })).toContain("Lien expiré");
});

test("R-501 · R-1401 · an account offers the acts of its state alone, and asks for the reason before each", async () => {
  const structure = await aStructure(ctx, { legalName: "Menuiserie Lefèvre" });
  const { account } = await aManagerOf(ctx, structure);
  const at = (query: Query) => read(AccountPage, { id: account.id, query });
  const active = await at({});
  for (const offered of ["Envoyer un lien de mot de passe", "Désactiver le compte"]) expect(active).toContain(offered);
  for (const not of ["Débloquer", "Réactiver", "Retirer la double", "Fermer les sessions"])
    expect(active).not.toContain(not);
  expect(active).toContain("Menuiserie Lefèvre");

  const question = await at({ action: "desactiver" });
  expect(question).toContain("Désactiver le compte de Camille Martin");
  expect(question).toContain("Ces structures n'auront plus de gestionnaire principal");
  expect(question).toContain("Motif");
  const reset = await at({ action: "reinitialiser" });
  expect(reset).toContain("Comment avez-vous vérifié l'identité de la personne ?");
  // What the state does not leave is not asked, whatever the address says.
  expect(await at({ action: "debloquer" })).not.toContain("Débloquer le compte de");

  const locked = await anAccount(ctx, { lockedUntil: new Date("2026-01-05T09:20:00Z") });
  const unlocking = await read(AccountPage, { id: locked.id, query: { action: "debloquer" } });
  expect(unlocking).toContain("Débloquer le compte de Camille Martin");
  const details = { ...DEACTIVATED, reactivationRequestedAt: ctx.now(), deactivationReason: "Compte volé" };
  const deactivated = await read(AccountPage, { id: (await anAccount(ctx, details)).id });
  for (const said of ["Réactiver le compte", "Écarter la demande", "Compte volé", "demande la réactivation"])
    expect(deactivated).toContain(said);
  expect(deactivated).not.toContain("Désactiver le compte");
});

test("R-1204 · A11Y-25 · whoever reactivates an account reads before it that the planned erasure is cancelled", async () => {
  const asked = async (eraseOn: Date | null) => {
    const { id } = await anAccount(ctx, { ...DEACTIVATED, eraseOn });
    return read(AccountPage, { id, query: { action: "reactiver" } });
  };
  const said = "prévue le 04/02/2026. La réactivation annule cette demande";
  expect(await asked(new Date("2026-02-04T09:00:00Z"))).toContain(said);
  expect(await asked(null)).not.toContain("annule cette demande");
});

test("R-1303 · support reads the telephone number that it is told to call back, or that none was given", async () => {
  const shown = async (phone: string | null) => read(AccountPage, { id: (await anAccount(ctx, { phone })).id });
  expect(await shown("+33123456789")).toContain("Téléphone|+33123456789");
  expect(await shown(null)).toContain("Téléphone|Non renseigné");
});

test("R-507 · R-1209 · that nobody used an account is told in the reader's language, and once", async () => {
  const details = { ...DEACTIVATED, deactivationCause: "inactivity", deactivationReason: "Inactivité" } as const;
  const { id } = await anAccount(ctx, details);
  expect(await read(AccountPage, { id })).not.toContain("Motif|Inactivité");
  world.language = "en";
  const english = await read(AccountPage, { id });
  expect(english).toContain("Cause of the deactivation|Inactivity");
  expect(english).not.toContain("Inactivité");
});

test("R-005 · R-1401 · his own account offers an administrator nothing that could shut him out", async () => {
  const { accountId } = world.administrator as Administrator;
  const own = await read(AccountPage, { id: accountId, query: { action: "desactiver" } });
  expect(own).toContain("C'est votre propre compte");
  for (const not of ["Désactiver le compte", "Envoyer un lien", "Retirer la double", "Fermer les sessions"])
    expect(own).not.toContain(not);
});

test("SEC-45 · SEC-70 · the password is asked where it was given more than ten minutes ago", async () => {
  const { id } = await anAccount(ctx);
  const administrator = world.administrator as Administrator;
  world.administrator = { ...administrator, passwordConfirmedAt: new Date("2026-01-05T08:50:00.001Z") };
  expect(await html(AccountPage, { id, query: { action: "desactiver" } })).not.toContain('type="password"');
  world.administrator = { ...administrator, passwordConfirmedAt: new Date("2026-01-05T08:50:00Z") };
  expect(await html(AccountPage, { id, query: { action: "desactiver" } })).toContain('type="password"');
});

test("R-1201 · SEC-96 · the trail speaks in words, of who, why and from where; an unknown event keeps its name", async () => {
  const { id: targetId } = await anAccount(ctx);
  const { accountId: actorId } = world.administrator as Administrator;
  await recordEvent(
    ctx,
    { kind: "sign-in-failed", actorId: null, targetId, facts: { reason: "wrong-credentials" } },
    { origin: "192.0.2.7" },
  );
  const acted = { kind: "administrator-acted", actorId, targetId, facts: { act: "unlock-account" } } as const;
  await recordEvent(ctx, acted, { words: "A téléphoné" });
  await recordEvent(ctx, { kind: "operation-started", actorId, targetId, facts: { operation: "x", rows: 1 } });
  const text = await read(AccountPage, { id: targetId });
  expect(text).toContain("Échec de connexion|Visiteur ou portail|Adresse ou mot de passe incorrect|192.0.2.7");
  expect(text).toContain("Acte du support|Camille Martin|Débloquer le compte : A téléphoné|Non conservé");
  expect(text).toContain("Autre événement (operation-started)");
});

test("R-1201 · SEC-96 · the trail shows each value before and after, in both languages; what somebody typed stays text", async () => {
  const { id: targetId } = await anAccount(ctx);
  const event = { kind: "contact-email-confirmed", actorId: targetId, targetId, facts: {} } as const;
  const changes = {
    city: { from: null, to: "<b>Rennes</b>" },
    dailyDigest: { from: false, to: true },
    unheardOf: { from: "a", to: "b" },
  };
  await recordEvent(ctx, event, { changes });
  const page = await html(AccountPage, { id: targetId });
  expect(page).toContain("<li>Ville : Non renseigné → &lt;b&gt;Rennes&lt;/b&gt;</li>");
  expect(page).toContain("<li>Résumé quotidien : Non → Oui</li>");
  expect(page).toContain("<li>unheardOf : a → b</li>");
  world.language = "en";
  expect(await html(AccountPage, { id: targetId })).toContain("<li>Town: Not given → &lt;b&gt;Rennes&lt;/b&gt;</li>");
});

test("R-304 · each column of the trail and of the mails is sorted by a link in its heading", async () => {
  const { id } = await anAccount(ctx);
  await recordEvent(ctx, { kind: "account-unlocked", actorId: null, targetId: id, facts: {} });
  await aDeadMail(ctx, { recipient: "camille@example.org", lastError: "550 inconnu" });
  for (const page of [await html(AccountPage, { id }), await html(MailsPage)]) {
    const headings = page.match(/<th [^>]*scope="col".*?<\/th>/gs) ?? [];
    expect(headings.length).toBeGreaterThan(4);
    for (const heading of headings) expect(heading).toMatch(/<a href="[^"]*[?;]tri=/);
  }
});

test("R-407 · a waiting registration says what was asked for, and offers the mail once more; a closed one does not", async () => {
  const organisation = aNewCompany({ legalName: "Boulangerie Martin", identifier: "12345678200002" });
  const { registration } = await aWaitingRegistration(ctx, { organisation, email: "camille@example.org" });
  const text = await read(RegistrationPage, { id: registration.id, query: { action: "renvoyer" } });
  expect(text).toContain("Créer la structure Boulangerie Martin (SIRET 123 456 782 00002)");
  expect(text).toContain("camille@example.org reçoit un nouveau lien");
  const closed = await aWaitingRegistration(ctx, { closedAt: ctx.now() });
  const over = await read(RegistrationPage, { id: closed.registration.id, query: { action: "renvoyer" } });
  expect(over).toContain("n'attend plus");
  expect(over).not.toContain("reçoit un nouveau lien");
});

test("R-1401 · SEC-97 · mails: state, kind in words, last error; failed ones can be ticked and sent again; no content", async () => {
  const { id: accountId } = await anAccount(ctx);
  const locked = { kind: "account-locked", accountId } as const;
  await enqueue(ctx, [{ message: locked, recipient: "a@example.org", language: "fr", event: "locked" }]);
  expect(await html(MailsPage)).not.toContain('type="checkbox"');
  const { id, linkId } = await aDeadMail(ctx, { recipient: "camille@example.org", lastError: "550 inconnu" });

  const list = await html(MailsPage, { query: { etat: "echec" } });
  expect(list).toContain('aria-label="Sélectionner le courriel à camille@example.org du 05/01/2026 10:00:00"');
  expect(list).toContain("550 inconnu");
  expect(list).not.toContain(linkId);
  const question = await html(MailsPage, { query: { action: "renvoyer", courriel: [id, id] } });
  expect(question).toContain("Renvoyer 1 courriel");
  expect(question.match(/name="messageIds"/g)).toHaveLength(1);
  const mail = await read(MailPage, { id });
  expect(mail).toContain("Lien de mot de passe");
  expect(mail).toContain("En échec");
  // An odd id is nobody's.
  expect(await html(MailsPage, { query: { action: "renvoyer", courriel: "x" } })).not.toContain("messageIds");
});

test("R-1209 · every page is written in English too", async () => {
  world.language = "en";
  const { id } = await anAccount(ctx);
  const { registration } = await aWaitingRegistration(ctx);
  const pages = [
    await read(AccountsPage),
    await read(AccountsPage, { query: { etat: "cree" } }),
    await read(AccountPage, { id, query: { action: "desactiver" } }),
    await read(RegistrationPage, { id: registration.id, query: { action: "renvoyer" } }),
    await read(MailsPage),
  ];
  for (const page of pages) expect(page).not.toMatch(/\b(Compte|Motif|Courriel|Journal|Rechercher|Désactiv)/);
});
