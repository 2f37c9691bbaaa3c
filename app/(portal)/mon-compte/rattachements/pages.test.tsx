import { beforeEach, expect, test, vi } from "vitest";
import PortalHomePage from "@/app/(portal)/accueil/page";
import { approveSubscription } from "@/lib/attachment/approve-subscription";
import { cancelAttachmentRequest } from "@/lib/attachment/cancel-attachment-request";
import { deactivateStructure } from "@/lib/attachment/deactivate-structure";
import { leaveStructure } from "@/lib/attachment/leave-structure";
import { suspendMember } from "@/lib/attachment/suspend-member";
import { fr } from "@/lib/i18n/fr";
import type { TestContext } from "@/lib/testing/context";
import {
  type Account,
  aManagerOf,
  aMemberOf,
  anAccount,
  aPasswordProofOf,
  aPendingRequest,
  aPermitOf,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
  type Structure,
} from "@/lib/testing/people";
import { freshWorld, type Page, pageInBothLanguages, world } from "@/lib/testing/read-page";
import OwnSubscriptionPage from "../abonnements/[id]/page";
import RequestSubscriptionPage from "../abonnements/nouveau/page";
import OwnAttachmentPageOf from "./[id]/page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({ requireAccount: async () => world.actor }));
vi.mock("@/lib/web/current-news", () => ({ currentNews: async () => [] }));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

let ctx: TestContext;

beforeEach(async () => {
  ctx = await freshWorld();
});

/** What that person reads there. */
async function read(account: Account, page: Page, id = ""): Promise<string> {
  world.actor = (await aSessionOf(ctx, account)).actor;
  return pageInBothLanguages(page, { id });
}

async function deactivate(structure: Structure, by: Account) {
  const permit = await aPermitOf(ctx, by, { structure, right: "change-identifier" });
  const proof = await aPasswordProofOf(ctx, permit.holder);
  expect(await deactivateStructure(ctx, permit, { proof })).toEqual({ kind: "deactivated" });
}

test("R-801 · M-26 · who asked is told that the structure was deactivated, not that he cancelled, and whom to turn to", async () => {
  for (const by of ["manager", "support"] as const) {
    const structure = await aStructure(ctx);
    const manager = await aManagerOf(ctx, structure);
    const { account, attachment } = await aPendingRequest(ctx, structure);
    await deactivate(structure, by === "manager" ? manager.account : await anAccount(ctx, { isAdministrator: true }));
    const text = await read(account, OwnAttachmentPageOf, attachment.id);
    expect(text).toContain("La structure a été désactivée : votre demande est annulée.");
    expect(text).toContain(fr.messages["M-26"]);
    expect(text).toContain(`mailto:${ctx.env.SUPPORT_EMAIL}`);
    expect(text).not.toMatch(/Vous avez annulé|Demander un rattachement/);
  }
});

test("R-851 · who took his request back reads so, and may make another one", async () => {
  const { account, attachment } = await aPendingRequest(ctx, await aStructure(ctx));
  const { actor } = await aSessionOf(ctx, account);
  await cancelAttachmentRequest(ctx, actor, { attachmentId: attachment.id });
  const text = await read(account, OwnAttachmentPageOf, attachment.id);
  expect(text).toContain("Vous avez annulé cette demande.");
  expect(text).toContain("Demander un rattachement");
});

test("R-852, R-854 · who is suspended reads until when and where, and is not told to be attached again", async () => {
  const structure = await aStructure(ctx, { label: "Siège" });
  const { account: manager } = await aManagerOf(ctx, structure);
  const permit = await aPermitOf(ctx, manager, { structure, right: "manage-members" });
  for (const [reactivateOn, until] of [
    [null, "Il le restera jusqu'à ce qu'un gestionnaire le réactive."],
    ["2026-03-01", "Il sera réactivé le 01/03/2026."],
  ] as const) {
    const { account, attachment } = await aMemberOf(ctx, structure);
    await suspendMember(ctx, permit, { attachmentId: attachment.id, reactivateOn });
    for (const page of [PortalHomePage, RequestSubscriptionPage]) {
      const text = await read(account, page);
      expect(text).toContain("Votre rattachement à Siège est désactivé.");
      expect(text).toContain(until);
      expect(text).toContain(`/mon-compte/rattachements/${attachment.id}`);
      expect(text).not.toMatch(/vous devez vous rattacher|aucune structure|Demander un rattachement/);
    }
  }
});

test("M-33 · who has no attachment is told to make one", async () => {
  const account = await anAccount(ctx);
  expect(await read(account, PortalHomePage)).toContain("vous devez vous rattacher à votre structure");
  expect(await read(account, RequestSubscriptionPage)).toContain("Demander un rattachement");
});

test("R-857, R-320 · the home page says who has the request: a manager, or support where there is none", async () => {
  const account = await anAccount(ctx);
  const managed = await aStructure(ctx, { label: "Siège" });
  await aManagerOf(ctx, managed);
  await aPendingRequest(ctx, await aStructure(ctx, { label: "Mairie" }), { account });
  const support = await read(account, PortalHomePage);
  expect(support).toContain("Mairie : demandé le 05/01/2026");
  expect(support).toContain("Cette structure n'a pas de gestionnaire : le support en a été informé");
  expect(support).not.toContain("votre gestionnaire");
  expect(support).not.toContain("transmise au gestionnaire");

  await aPendingRequest(ctx, managed, { account });
  const both = await read(account, PortalHomePage);
  expect(both).toContain("La demande a été transmise au gestionnaire de la structure.");
  expect(both).toContain("Siège : demandé le 05/01/2026");
  expect(both.match(/n'a pas de gestionnaire/g)).toHaveLength(1);
});

test("SEC-63 · R-853 · the page of a workspace names no agent of support, and no individual to who has left him", async () => {
  const structure = await aStructure(ctx, {
    identifierType: "PARTICULIER",
    identifier: "2701201456",
    legalName: "Claire Petit",
    opened: ["SUIVI_FLUX"],
  });
  const member = await aMemberOf(ctx, structure);
  const { id: subscriptionId } = await aSubscriptionRequest(ctx, member);
  const agent = await anAccount(ctx, { isAdministrator: true, givenName: "Sarah", familyName: "Guichet" });
  const permit = await aPermitOf(ctx, agent, { structure, right: "decide-requests" });
  expect(await approveSubscription(ctx, permit, { subscriptionId })).toEqual({ kind: "approved" });
  const before = await read(member.account, OwnSubscriptionPage, subscriptionId);
  expect(before).toContain("Par le support");
  expect(before).toContain("Claire Petit");
  const { actor } = await aSessionOf(ctx, member.account);
  await leaveStructure(ctx, actor, { attachmentId: member.attachment.id });
  const after = await read(member.account, OwnSubscriptionPage, subscriptionId);
  expect(after).toContain("Particulier (2*********)");
  for (const text of [before, after]) expect(text).not.toMatch(/Sarah|Guichet/);
  expect(after).not.toContain("Petit");
});
