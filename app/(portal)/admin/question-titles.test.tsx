import type { ActionDispatch } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { proposeAppointment } from "@/lib/administration/propose-appointment";
import type { SupportAct } from "@/lib/administration/support-act";
import type { TestContext } from "@/lib/testing/context";
import { aMemberOf, aPendingRequest, aStructure, aSubscriptionRequest } from "@/lib/testing/people";
import { type Address, freshWorld, pageHtml, world } from "@/lib/testing/read-page";
import { aSupportAct } from "@/lib/testing/support-acts";
import type { FormState } from "@/lib/web/form-state";
import AppointmentPage from "./nominations/[id]/page";
import AppointmentsPage from "./nominations/page";
import RequestPage from "./rattachements/[id]/page";
import QueuePage from "./rattachements/page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({
  requireAdministrator: async () => world.actor,
  currentActor: async () => world.actor,
}));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

/** What the server answered to the last send; undefined: nothing was sent. */
const answered = vi.hoisted((): { state?: FormState } => ({}));
vi.mock("react", async (original) => ({
  ...(await original<typeof import("react")>()),
  useActionState: <State,>(action: ActionDispatch<[]>, initial: State) => [answered.state ?? initial, action, false],
}));

let ctx: TestContext;
let support: SupportAct;

beforeEach(async () => {
  ctx = await freshWorld();
  support = await aSupportAct(ctx);
  world.actor = support.administrator;
  delete answered.state;
});

async function titlesOf(page: Parameters<typeof pageHtml>[0], address: Address): Promise<(string | undefined)[]> {
  const html = await pageHtml(page, address);
  return [...html.matchAll(/<title>(.*?)<\/title>/g)].map(([, title]) => title);
}

/** The page has one title, of the question; sent in vain, it begins with the word that says so. */
async function isNamedByItsQuestion(page: Parameters<typeof pageHtml>[0], address: Address, question: string) {
  delete answered.state;
  const title = `${question} - Administration - Attache`;
  expect(await titlesOf(page, address)).toEqual([title]);
  answered.state = { attempt: 1, values: {}, errors: { reason: "Ce champ est obligatoire." } };
  expect(await titlesOf(page, address)).toEqual([`Erreur : ${title}`]);
}

test("A11Y-01 · a question about a request names the document, alone", async () => {
  const structure = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  const { id } = (await aPendingRequest(ctx, structure)).attachment;
  const asks = (action: string, question: string) =>
    isNamedByItsQuestion(RequestPage, { id, query: { action } }, question);
  await asks("valider", "Valider la demande de Camille Martin");
  await asks("refuser", "Refuser la demande de Camille Martin");
  await asks("nommer", "Proposer Camille Martin comme gestionnaire principal de Tonnellerie Kerguelen");
  delete answered.state;
  for (const action of ["", "nonsense"]) {
    expect(await titlesOf(RequestPage, { id, query: { action } })).toEqual([
      "Demande de Camille Martin - Administration - Attache",
    ]);
  }
});

test("A11Y-01 · so do the question about a workspace and the choice of a manager", async () => {
  const structure = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  const { id: abonnement } = await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure));
  await aPendingRequest(ctx, structure);
  const about = "la demande de Camille Martin pour Suivi des flux";
  const approval = { query: { abonnement, action: "valider" } };
  await isNamedByItsQuestion(QueuePage, approval, `Valider ${about}`);
  await isNamedByItsQuestion(QueuePage, { query: { abonnement, action: "refuser" } }, `Refuser ${about}`);
  const proposal = { query: { structure: structure.id } };
  await isNamedByItsQuestion(
    AppointmentsPage,
    proposal,
    "Proposer un gestionnaire principal pour Tonnellerie Kerguelen",
  );
  delete answered.state;
  // Nobody waits any more, or nobody can be named: nothing is asked, and the page keeps its own title.
  const gone = { query: { abonnement: ctx.id(), action: "valider" } };
  expect(await titlesOf(QueuePage, gone)).toEqual(["Demandes sans gestionnaire - Administration - Attache"]);
  const empty = await aStructure(ctx);
  expect(await titlesOf(AppointmentsPage, { query: { structure: empty.id } })).toEqual([
    "Nominations - Administration - Attache",
  ]);
});

test("A11Y-01 · so do the questions about a proposal", async () => {
  const { attachment } = await aPendingRequest(ctx, await aStructure(ctx));
  const proposal = await proposeAppointment(ctx, support, { attachmentId: attachment.id, evidence: "Seen" });
  if (proposal.kind !== "proposed") throw new Error(proposal.kind);
  const id = proposal.appointmentId;
  world.actor = (await aSupportAct(ctx)).administrator;
  const asks = (action: string, question: string) =>
    isNamedByItsQuestion(AppointmentPage, { id, query: { action } }, question);
  await asks("confirmer", "Confirmer la nomination de Camille Martin");
  await asks("rejeter", "Rejeter la nomination de Camille Martin");
  delete answered.state;
  expect(await titlesOf(AppointmentPage, { id })).toEqual(["Nomination de Camille Martin - Administration - Attache"]);
});
