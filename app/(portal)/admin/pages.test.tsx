import { readdirSync } from "node:fs";
import { beforeEach, expect, test, vi } from "vitest";
import { recordEvent } from "@/lib/audit/record-event";
import { aProposalOf } from "@/lib/testing/appointments";
import type { TestContext } from "@/lib/testing/context";
import { aMemberOf, anAccount, aPendingRequest, aStructure, aSubscriptionRequest } from "@/lib/testing/people";
import { type Address, freshWorld, type Page, pageHtml, readPage, world } from "@/lib/testing/read-page";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import { aDeadMail, aSupportAct } from "@/lib/testing/support-acts";
import AccountPage from "./comptes/[id]/page";
import AccountsPage from "./comptes/page";
import MailPage from "./courriels/[id]/page";
import MailsPage from "./courriels/page";
import RegistrationPage from "./inscriptions/[id]/page";
import AppointmentPage from "./nominations/[id]/page";
import AppointmentsPage from "./nominations/page";
import AdministrationPage from "./page";
import RequestPage from "./rattachements/[id]/page";
import QueuePage from "./rattachements/page";

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

beforeEach(async () => {
  ctx = await freshWorld();
  world.actor = (await aSupportAct(ctx)).administrator;
});

test("R-304 · each column of the trail and of the mails is sorted by a link in its heading", async () => {
  const { id } = await anAccount(ctx);
  await recordEvent(ctx, { kind: "account-unlocked", actorId: null, targetId: id, facts: {} });
  await aDeadMail(ctx, { recipient: "camille@example.org", lastError: "550 inconnu" });
  for (const page of [await pageHtml(AccountPage, { id }), await pageHtml(MailsPage)]) {
    const headings = page.match(/<th [^>]*scope="col".*?<\/th>/gs) ?? [];
    expect(headings.length).toBeGreaterThan(4);
    for (const heading of headings) expect(heading).toMatch(/<a href="[^"]*[?;]tri=/);
  }
});

test("R-1209 · every page of the administration is written in English too", async () => {
  world.language = "en";
  const { id } = await anAccount(ctx);
  const { id: mail } = await aDeadMail(ctx, { recipient: "camille@example.org", lastError: "550 unknown" });
  const { registration } = await aWaitingRegistration(ctx);
  const structure = await aStructure(ctx);
  const { attachment } = await aPendingRequest(ctx, structure);
  const { id: subscription } = await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure));
  const { appointmentId } = await aProposalOf(ctx, { attachment });
  const { id: vacant } = await aStructure(ctx);
  const asked = (id: string, ...actions: string[]) => [{ id }, ...actions.map((action) => ({ id, query: { action } }))];
  const pages: Record<string, [Page, Address[]]> = {
    "page.tsx": [AdministrationPage, [{}]],
    "comptes/page.tsx": [AccountsPage, [{}, { query: { etat: "cree" } }]],
    "comptes/[id]/page.tsx": [AccountPage, asked(id, "desactiver", "reinitialiser")],
    "courriels/page.tsx": [MailsPage, [{}, { query: { action: "renvoyer", courriel: [mail] } }]],
    "courriels/[id]/page.tsx": [MailPage, asked(mail, "renvoyer")],
    "inscriptions/[id]/page.tsx": [RegistrationPage, asked(registration.id, "renvoyer")],
    "rattachements/page.tsx": [QueuePage, [{}, { query: { abonnement: subscription, action: "refuser" } }]],
    "rattachements/[id]/page.tsx": [RequestPage, asked(attachment.id, "valider", "refuser", "nommer")],
    "nominations/page.tsx": [AppointmentsPage, [{}, { query: { structure: vacant } }]],
    "nominations/[id]/page.tsx": [AppointmentPage, asked(appointmentId, "confirmer", "rejeter")],
  };
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
  expect(Object.keys(pages).sort()).toEqual(files.filter((file) => /(^|\/)page\.tsx$/.test(file)).sort());
  for (const [file, [page, states]] of Object.entries(pages)) {
    for (const state of states) {
      const text = await readPage(page, state);
      expect(text, file).toMatch(/\b(account|mail|request|appointment|registration)s?\b/i);
      expect(text, file).not.toMatch(
        /\b(Compte|Motif|Courriel|Journal|Rechercher|Désactiv|Demande|Nomination|Aucun|Votre|Vous)/,
      );
    }
  }
});
