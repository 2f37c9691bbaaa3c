import { createTranslator } from "next-intl";
import type { ReactElement } from "react";
import { prerenderToNodeStream } from "react-dom/static";
import { beforeEach, expect, test, vi } from "vitest";
import { decideAppointment } from "@/lib/administration/decide-appointment";
import { proposeAppointment } from "@/lib/administration/propose-appointment";
import type { SupportAct } from "@/lib/administration/support-act";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aStructure,
  aSubscriptionRequest,
  DEACTIVATED,
} from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import RequestPage from "../rattachements/[id]/page";
import QueuePage from "../rattachements/page";
import AppointmentPage from "./[id]/page";
import AppointmentsPage from "./page";

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
  getTranslations: async (namespace: "adminQueue") =>
    createTranslator({
      locale: world.language,
      messages: world.language === "fr" ? fr : en,
      namespace,
      onError: (error) => {
        throw error;
      },
    }),
}));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

type Query = Record<string, string>;
type Page = (props: never) => Promise<ReactElement>;

let ctx: TestContext;
let support: SupportAct;

beforeEach(async () => {
  ctx = await testContext();
  world.ctx = ctx;
  world.language = "fr";
  support = await aSupportAct(ctx, { reason: "The seat is empty" });
  world.administrator = support.administrator;
});

/** What is read on a page, tags left out. */
async function read(page: Page, { id = "", query = {} }: { id?: string; query?: Query } = {}): Promise<string> {
  const props = { params: Promise.resolve({ id }), searchParams: Promise.resolve(query) };
  const { prelude } = await prerenderToNodeStream(await page(props as never));
  let html = "";
  for await (const chunk of prelude) html += chunk;
  return html
    .replaceAll("&#x27;", "'")
    .replace(/<(title|script)[\s\S]*?<\/\1>/g, "")
    .replaceAll(/<!--.*?-->/g, "")
    .replaceAll(/<[^>]+>/g, "|")
    .replaceAll(/\s/g, " ")
    .replaceAll(/\|+/g, "|");
}

async function aProposal({ attachment }: Awaited<ReturnType<typeof aPendingRequest>>): Promise<string> {
  const outcome = await proposeAppointment(ctx, support, {
    attachmentId: attachment.id,
    evidence: "Identity card seen",
  });
  if (outcome.kind !== "proposed") throw new Error(outcome.kind);
  return outcome.appointmentId;
}

test("R-857 · the queue lists who waits, says when nobody does, and each request says what can be done", async () => {
  expect(await read(QueuePage)).toContain("Aucune demande de rattachement n'attend le support.");
  const structure = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  const account = await anAccount(ctx, { givenName: "Inès", familyName: "Aubrac" });
  const { attachment } = await aPendingRequest(ctx, structure, { account });
  await aPendingRequest(ctx, structure);
  for (const text of [await read(QueuePage), await read(QueuePage, { query: { recherche: "ines" } })]) {
    expect(text).toContain("Inès Aubrac");
    expect(text).toContain("05/01/2026 10:00:00");
  }
  expect(await read(QueuePage, { query: { recherche: "personne" } })).toContain("Aucune ligne ne correspond");

  const page = await read(RequestPage, { id: attachment.id });
  for (const words of [
    "Demande de Inès Aubrac",
    account.email,
    "12 rue des Lilas, 35000 Rennes, FR",
    "Ce que dit la base Sirene",
    "Camille Martin, depuis le 05/01/2026 10:00:00",
    "Valider comme utilisateur simple",
    "Proposer la nomination",
    "Refuser la demande",
  ]) {
    expect(page).toContain(words);
  }
  const asked = (action: string) => read(RequestPage, { id: attachment.id, query: { action } });
  expect(await asked("valider")).toContain("devient utilisateur simple de Tonnellerie Kerguelen");
  expect(await asked("refuser")).toContain("Il est écrit à la personne");
  expect(await asked("nommer")).toContain("un autre administrateur doit confirmer, sous 30 jours");
});

test("R-857 · requests for workspaces wait beside them, each with its question; one that is over says so", async () => {
  const structure = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen", opened: ["SUIVI_FLUX"] });
  const { id } = await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure), { comment: "Pour le mois de mars" });
  for (const language of ["fr", "en"] as const) {
    world.language = language;
    const { subscriptions } = (language === "fr" ? fr : en).adminQueue;
    const list = await read(QueuePage);
    expect(list).toContain("Pour le mois de mars");
    expect(list).toContain(subscriptions.title);
    const approval = await read(QueuePage, { query: { abonnement: id, action: "valider" } });
    expect(approval).toContain(language === "fr" ? "dès la validation" : "as soon as it is approved");
    const refusal = await read(QueuePage, { query: { abonnement: id, action: "refuser" } });
    expect(refusal).toContain(language === "fr" ? "du refus et de son motif" : "of the refusal and its reason");
    expect(await read(QueuePage, { query: { abonnement: ctx.id() } })).toContain(subscriptions.gone);
    expect(await read(QueuePage, { query: { fait: "abonnement" } })).toContain(subscriptions.done);
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
  world.administrator = (await aSupportAct(ctx, { account: own })).administrator;
  for (const [words, { attachment }] of Object.entries(requests)) {
    const page = await read(RequestPage, { id: attachment.id, query: { action: "valider" } });
    expect(page).toContain(words);
    expect(page).not.toContain("Valider comme utilisateur simple");
  }
});

test("SEC-68 · a proposal shows reason and proof; its author may only withdraw it, another one may confirm", async () => {
  const structure = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  await aManagerOf(ctx, structure, { account: await anAccount(ctx, { givenName: "Sophie", familyName: "Aubrac" }) });
  const candidate = await aMemberOf(ctx, structure);
  const id = await aProposal(candidate);
  const own = await read(AppointmentPage, { id, query: { fait: "propose" } });
  expect(own).toContain("La nomination est proposée.");
  expect(own).not.toContain("Confirmer la nomination");
  expect(await read(AppointmentPage, { id, query: { action: "confirmer" } })).not.toContain("devient aussitôt");

  const second = await aSupportAct(ctx);
  world.administrator = second.administrator;
  const page = await read(AppointmentPage, { id, query: { action: "confirmer" } });
  for (const words of [
    "The seat is empty",
    "Identity card seen",
    "Le gestionnaire principal actuel, Sophie Aubrac, perdrait ce rôle",
    "devient aussitôt gestionnaire principal de Tonnellerie Kerguelen. Les 2 personnes rattachées",
    "72 heures",
    "Rejeter la proposition",
  ]) {
    expect(page).toContain(words);
  }
  await decideAppointment(ctx, second, { appointmentId: id, decision: "confirm" });
  expect(await read(AppointmentPage, { id, query: { fait: "confirme" } })).toContain("est gestionnaire principal de");
  expect(await read(AppointmentsPage)).toContain("Confirmée");
});

test("R-509 · from a vacant structure one proposes whoever belongs to it; of one that has nobody it says so", async () => {
  const vacant = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  const empty = await aStructure(ctx, { legalName: "Menuiserie Aubrac" });
  await aMemberOf(ctx, vacant, { role: "secondary-manager" });
  await aPendingRequest(ctx, vacant);
  const list = await read(AppointmentsPage);
  for (const words of ["Aucune nomination n'a été proposée.", "Tonnellerie Kerguelen", "Menuiserie Aubrac"]) {
    expect(list).toContain(words);
  }
  const question = await read(AppointmentsPage, { query: { structure: vacant.id } });
  expect(question).toContain("Gestionnaire secondaire depuis le 05/01/2026");
  expect(question).toContain("En attente de validation depuis le 05/01/2026");
  expect(await read(AppointmentsPage, { query: { structure: empty.id } })).toContain("Personne ne peut être nommé");
});

test("R-1209 · every screen is there in English", async () => {
  world.language = "en";
  const structure = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen", sector: "public" });
  const request = await aPendingRequest(ctx, structure);
  const { id } = request.attachment;
  expect(await read(QueuePage)).toContain("Requests without a manager");
  for (const action of ["", "valider", "refuser", "nommer"]) {
    expect(await read(RequestPage, { id, query: { action } })).toContain("This is a public body");
  }
  expect(await read(AppointmentsPage, { query: { structure: structure.id } })).toContain("Proof");
  const appointment = await aProposal(request);
  expect(await read(QueuePage)).toContain("Appointment proposed");
  world.administrator = (await aSupportAct(ctx)).administrator;
  for (const action of ["", "confirmer", "rejeter"]) {
    const page = await read(AppointmentPage, { id: appointment, query: { action } });
    expect(page).toContain("To be confirmed");
  }
  await decideAppointment(ctx, support, { appointmentId: appointment, decision: "decline" });
  expect(await read(AppointmentPage, { id: appointment })).toContain("nothing has changed for Tonnellerie Kerguelen");
});
