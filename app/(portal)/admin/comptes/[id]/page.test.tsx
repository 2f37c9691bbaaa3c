import { beforeEach, expect, test, vi } from "vitest";
import type { Administrator } from "@/lib/administration/administrator";
import { recordEvent } from "@/lib/audit/record-event";
import type { TestContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { type Address, freshWorld, pageHtml, readPage, world } from "@/lib/testing/read-page";
import { aSupportAct } from "@/lib/testing/support-acts";
import AccountPage from "./page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({
  requireAdministrator: async () => world.actor,
  currentActor: async () => world.actor,
}));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

let ctx: TestContext;

beforeEach(async () => {
  ctx = await freshWorld();
  world.actor = (await aSupportAct(ctx)).administrator;
});

test("R-501 · R-1401 · an account offers the acts of its state alone, and asks for the reason before each", async () => {
  const structure = await aStructure(ctx, { legalName: "Menuiserie Lefèvre" });
  const { account } = await aManagerOf(ctx, structure);
  const at = (query: Address["query"]) => readPage(AccountPage, { id: account.id, query });
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
  const unlocking = await readPage(AccountPage, { id: locked.id, query: { action: "debloquer" } });
  expect(unlocking).toContain("Débloquer le compte de Camille Martin");
  const details = { ...DEACTIVATED, reactivationRequestedAt: ctx.now(), deactivationReason: "Compte volé" };
  const deactivated = await readPage(AccountPage, { id: (await anAccount(ctx, details)).id });
  for (const said of ["Réactiver le compte", "Écarter la demande", "Compte volé", "demande la réactivation"])
    expect(deactivated).toContain(said);
  expect(deactivated).not.toContain("Désactiver le compte");
});

test("R-1204 · A11Y-25 · whoever reactivates an account reads before it that the planned erasure is cancelled", async () => {
  const asked = async (eraseOn: Date | null) => {
    const { id } = await anAccount(ctx, { ...DEACTIVATED, eraseOn });
    return readPage(AccountPage, { id, query: { action: "reactiver" } });
  };
  const said = "prévue le 04/02/2026. La réactivation annule cette demande";
  expect(await asked(new Date("2026-02-04T09:00:00Z"))).toContain(said);
  expect(await asked(null)).not.toContain("annule cette demande");
});

test("R-1303 · support reads the telephone number that it is told to call back, or that none was given", async () => {
  const shown = async (phone: string | null) => readPage(AccountPage, { id: (await anAccount(ctx, { phone })).id });
  expect(await shown("+33123456789")).toContain("Téléphone|+33123456789");
  expect(await shown(null)).toContain("Téléphone|Non renseigné");
});

test("R-507 · R-1209 · that nobody used an account is told in the reader's language, and once", async () => {
  const details = { ...DEACTIVATED, deactivationCause: "inactivity", deactivationReason: "Inactivité" } as const;
  const { id } = await anAccount(ctx, details);
  expect(await readPage(AccountPage, { id })).not.toContain("Motif|Inactivité");
  world.language = "en";
  const english = await readPage(AccountPage, { id });
  expect(english).toContain("Cause of the deactivation|Inactivity");
  expect(english).not.toContain("Inactivité");
});

test("R-005 · R-1401 · his own account offers an administrator nothing that could shut him out", async () => {
  const { accountId } = world.actor as Administrator;
  const own = await readPage(AccountPage, { id: accountId, query: { action: "desactiver" } });
  expect(own).toContain("C'est votre propre compte");
  for (const not of ["Désactiver le compte", "Envoyer un lien", "Retirer la double", "Fermer les sessions"])
    expect(own).not.toContain(not);
});

test("SEC-45 · SEC-70 · the password is asked where it was given more than ten minutes ago", async () => {
  const { id } = await anAccount(ctx);
  const administrator = world.actor as Administrator;
  world.actor = { ...administrator, passwordConfirmedAt: new Date("2026-01-05T08:50:00.001Z") };
  expect(await pageHtml(AccountPage, { id, query: { action: "desactiver" } })).not.toContain('type="password"');
  world.actor = { ...administrator, passwordConfirmedAt: new Date("2026-01-05T08:50:00Z") };
  expect(await pageHtml(AccountPage, { id, query: { action: "desactiver" } })).toContain('type="password"');
});

test("R-1201 · SEC-96 · the trail speaks in words, of who, why and from where; an unknown event keeps its name", async () => {
  const { id: targetId } = await anAccount(ctx);
  const { accountId: actorId } = world.actor as Administrator;
  await recordEvent(
    ctx,
    { kind: "sign-in-failed", actorId: null, targetId, facts: { reason: "wrong-credentials" } },
    { origin: "192.0.2.7" },
  );
  const acted = { kind: "administrator-acted", actorId, targetId, facts: { act: "unlock-account" } } as const;
  await recordEvent(ctx, acted, { words: "A téléphoné" });
  await recordEvent(ctx, { kind: "operation-started", actorId, targetId, facts: { operation: "x", rows: 1 } });
  const text = await readPage(AccountPage, { id: targetId });
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
  const page = await pageHtml(AccountPage, { id: targetId });
  expect(page).toContain("<li>Ville : Non renseigné → &lt;b&gt;Rennes&lt;/b&gt;</li>");
  expect(page).toContain("<li>Résumé quotidien : Non → Oui</li>");
  expect(page).toContain("<li>unheardOf : a → b</li>");
  world.language = "en";
  expect(await pageHtml(AccountPage, { id: targetId })).toContain(
    "<li>Town: Not given → &lt;b&gt;Rennes&lt;/b&gt;</li>",
  );
});
