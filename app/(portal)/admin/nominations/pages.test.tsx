import { beforeEach, expect, test, vi } from "vitest";
import { decideAppointment } from "@/lib/administration/decide-appointment";
import { proposeAppointment } from "@/lib/administration/propose-appointment";
import type { SupportAct } from "@/lib/administration/support-act";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import type { TestContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aStructure,
  aSubscriptionRequest,
  DEACTIVATED,
} from "@/lib/testing/people";
import { freshWorld, readPage, world } from "@/lib/testing/read-page";
import { aSupportAct } from "@/lib/testing/support-acts";
import RequestPage from "../rattachements/[id]/page";
import QueuePage from "../rattachements/page";
import AppointmentPage from "./[id]/page";
import AppointmentsPage from "./page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({
  requireAdministrator: async () => world.actor,
  currentActor: async () => world.actor,
}));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

let ctx: TestContext;
let support: SupportAct;

beforeEach(async () => {
  ctx = await freshWorld();
  support = await aSupportAct(ctx, { reason: "The seat is empty" });
  world.actor = support.administrator;
});

async function aProposal({ attachment }: Awaited<ReturnType<typeof aPendingRequest>>): Promise<string> {
  const outcome = await proposeAppointment(ctx, support, {
    attachmentId: attachment.id,
    evidence: "Identity card seen",
  });
  if (outcome.kind !== "proposed") throw new Error(outcome.kind);
  return outcome.appointmentId;
}

test("R-857 · the queue lists who waits, says when nobody does, and each request says what can be done", async () => {
  expect(await readPage(QueuePage)).toContain("Aucune demande de rattachement n'attend le support.");
  const structure = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  const account = await anAccount(ctx, { givenName: "Inès", familyName: "Aubrac" });
  const { attachment } = await aPendingRequest(ctx, structure, { account });
  await aPendingRequest(ctx, structure);
  for (const text of [await readPage(QueuePage), await readPage(QueuePage, { query: { recherche: "ines" } })]) {
    expect(text).toContain("Inès Aubrac");
    expect(text).toContain("05/01/2026 10:00:00");
  }
  expect(await readPage(QueuePage, { query: { recherche: "personne" } })).toContain("Aucune ligne ne correspond");

  const page = await readPage(RequestPage, { id: attachment.id });
  for (const words of [
    "Demande de Inès Aubrac",
    account.email,
    "|12 rue des Lilas, 35000 Rennes|",
    "Ce que dit la base Sirene",
    "Camille Martin, depuis le 05/01/2026 10:00:00",
    "Valider comme utilisateur simple",
    "Proposer la nomination",
    "Refuser la demande",
  ]) {
    expect(page).toContain(words);
  }
  const asked = (action: string) => readPage(RequestPage, { id: attachment.id, query: { action } });
  expect(await asked("valider")).toContain("devient utilisateur simple de Tonnellerie Kerguelen");
  expect(await asked("refuser")).toContain("Il est écrit à la personne");
  expect(await asked("nommer")).toContain("un autre administrateur doit confirmer, sous 30 jours");
});

test("R-857, R-206 · an address reads as on a letter, a country abroad by its name; a masked one is said to be", async () => {
  const abroad = { addressLine1: "8 rue du Marché", postcode: null, city: "Bruxelles", country: "BE" };
  const { attachment } = await aPendingRequest(ctx, await aStructure(ctx, abroad));
  const masked = { identifierType: "SIRET", identifier: "99999980800010" } as const;
  const other = await aPendingRequest(ctx, await aStructure(ctx, masked));
  for (const [language, country] of Object.entries({ fr: "Belgique", en: "Belgium" })) {
    world.language = language as "fr" | "en";
    const register = { fr, en }[world.language].adminQueue.register;
    expect(await readPage(RequestPage, { id: attachment.id })).toContain(`|8 rue du Marché, Bruxelles, ${country}|`);
    const page = await readPage(RequestPage, { id: other.attachment.id });
    expect(page).toContain(`|${register.address}|${register.undisclosed}|`);
  }
});

test("R-857 · requests for workspaces wait beside them, each with its question; one that is over says so", async () => {
  const structure = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen", opened: ["SUIVI_FLUX"] });
  const { id } = await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure), { comment: "Pour le mois de mars" });
  for (const language of ["fr", "en"] as const) {
    world.language = language;
    const { subscriptions } = (language === "fr" ? fr : en).adminQueue;
    const list = await readPage(QueuePage);
    expect(list).toContain("Pour le mois de mars");
    expect(list).toContain(subscriptions.title);
    const approval = await readPage(QueuePage, { query: { abonnement: id, action: "valider" } });
    expect(approval).toContain(language === "fr" ? "dès la validation" : "as soon as it is approved");
    const refusal = await readPage(QueuePage, { query: { abonnement: id, action: "refuser" } });
    expect(refusal).toContain(language === "fr" ? "du refus et de son motif" : "of the refusal and its reason");
    expect(await readPage(QueuePage, { query: { abonnement: ctx.id() } })).toContain(subscriptions.gone);
    expect(await readPage(QueuePage, { query: { fait: "abonnement" } })).toContain(subscriptions.done);
  }
});

test("SEC-67 · what hinders a decision is said instead of asked: an own request, a closed account, an inactive structure", async () => {
  const own = await anAccount(ctx, { isAdministrator: true });
  const requests = {
    "C'est votre propre demande": await aPendingRequest(ctx, await aStructure(ctx), { account: own }),
    "n'est plus actif": await aPendingRequest(ctx, await aStructure(ctx), {
      account: await anAccount(ctx, DEACTIVATED),
    }),
    "Cette structure est inactive": await aPendingRequest(ctx, await aStructure(ctx, { status: "inactive" })),
  };
  world.actor = (await aSupportAct(ctx, { account: own })).administrator;
  for (const [words, { attachment }] of Object.entries(requests)) {
    const page = await readPage(RequestPage, { id: attachment.id, query: { action: "valider" } });
    expect(page).toContain(words);
    expect(page).not.toContain("Valider comme utilisateur simple");
  }
});

test("SEC-68 · a proposal shows reason and proof; its author may only withdraw it, another one may confirm", async () => {
  const structure = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  await aManagerOf(ctx, structure, { account: await anAccount(ctx, { givenName: "Sophie", familyName: "Aubrac" }) });
  const candidate = await aMemberOf(ctx, structure);
  const id = await aProposal(candidate);
  const own = await readPage(AppointmentPage, { id, query: { fait: "propose" } });
  expect(own).toContain("La nomination est proposée.");
  expect(own).not.toContain("Confirmer la nomination");
  expect(await readPage(AppointmentPage, { id, query: { action: "confirmer" } })).not.toContain("devient aussitôt");

  const second = await aSupportAct(ctx);
  world.actor = second.administrator;
  const page = await readPage(AppointmentPage, { id, query: { action: "confirmer" } });
  for (const words of [
    "The seat is empty",
    "Identity card seen",
    "Le gestionnaire principal actuel, Sophie Aubrac, perdrait ce rôle",
    "devient aussitôt gestionnaire principal de Tonnellerie Kerguelen. Les 2 personnes rattachées",
    "Les coordonnées bancaires et l'utilisateur technique de la structure ne pourront pas être modifiés pendant 72 heures",
    "Rejeter la proposition",
  ]) {
    expect(page).toContain(words);
  }
  await decideAppointment(ctx, second, { appointmentId: id, decision: "confirm" });
  expect(await readPage(AppointmentPage, { id, query: { fait: "confirme" } })).toContain(
    "est gestionnaire principal de",
  );
  expect(await readPage(AppointmentsPage)).toContain("Confirmée");
});

test("R-509 · from a vacant structure one proposes whoever belongs to it; of one that has nobody it says so", async () => {
  const vacant = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  const empty = await aStructure(ctx, { legalName: "Menuiserie Aubrac" });
  await aMemberOf(ctx, vacant, { role: "secondary-manager" });
  await aPendingRequest(ctx, vacant);
  const list = await readPage(AppointmentsPage);
  for (const words of ["Aucune nomination n'a été proposée.", "Tonnellerie Kerguelen", "Menuiserie Aubrac"]) {
    expect(list).toContain(words);
  }
  expect(list).toContain("|Personne à nommer pour l'instant|");
  expect(list.match(/Proposer une nomination/g)).toHaveLength(1);
  const question = await readPage(AppointmentsPage, { query: { structure: vacant.id } });
  expect(question).toContain("Gestionnaire secondaire depuis le 05/01/2026");
  expect(question).toContain("En attente de validation depuis le 05/01/2026");
  expect(await readPage(AppointmentsPage, { query: { structure: empty.id } })).toContain("Personne ne peut être nommé");
});

test("R-1209 · every screen is there in English", async () => {
  world.language = "en";
  const structure = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen", sector: "public" });
  const request = await aPendingRequest(ctx, structure);
  const { id } = request.attachment;
  expect(await readPage(QueuePage)).toContain("Requests without a manager");
  for (const action of ["", "valider", "refuser", "nommer"]) {
    expect(await readPage(RequestPage, { id, query: { action } })).toContain("This is a public body");
  }
  expect(await readPage(AppointmentsPage, { query: { structure: structure.id } })).toContain("Proof");
  const appointment = await aProposal(request);
  expect(await readPage(QueuePage)).toContain("Appointment proposed");
  world.actor = (await aSupportAct(ctx)).administrator;
  for (const action of ["", "confirmer", "rejeter"]) {
    const page = await readPage(AppointmentPage, { id: appointment, query: { action } });
    expect(page).toContain("To be confirmed");
  }
  await decideAppointment(ctx, support, { appointmentId: appointment, decision: "decline" });
  expect(await readPage(AppointmentPage, { id: appointment })).toContain(
    "nothing has changed for Tonnellerie Kerguelen",
  );
});
