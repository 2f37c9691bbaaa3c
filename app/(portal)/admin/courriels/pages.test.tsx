import { beforeEach, expect, test, vi } from "vitest";
import { enqueue } from "@/lib/outbox/enqueue";
import type { TestContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { freshWorld, pageHtml, readPage, world } from "@/lib/testing/read-page";
import { aDeadMail, aSupportAct } from "@/lib/testing/support-acts";
import MailPage from "./[id]/page";
import MailsPage from "./page";

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

test("R-1401 · SEC-97 · mails: state, kind in words, last error; failed ones can be ticked and sent again; no content", async () => {
  const { id: accountId } = await anAccount(ctx);
  const locked = { kind: "account-locked", accountId } as const;
  await enqueue(ctx, [{ message: locked, recipient: "a@example.org", language: "fr", event: "locked" }]);
  expect(await pageHtml(MailsPage)).not.toContain('type="checkbox"');
  const { id, linkId } = await aDeadMail(ctx, { recipient: "camille@example.org", lastError: "550 inconnu" });

  const list = await pageHtml(MailsPage, { query: { etat: "echec" } });
  expect(list).toContain('aria-label="Sélectionner le courriel à camille@example.org du 05/01/2026 10:00:00"');
  expect(list).toContain("550 inconnu");
  expect(list).not.toContain(linkId);
  const question = await pageHtml(MailsPage, { query: { action: "renvoyer", courriel: [id, id] } });
  expect(question).toContain("Renvoyer 1 courriel");
  expect(question.match(/name="messageIds"/g)).toHaveLength(1);
  const mail = await readPage(MailPage, { id });
  expect(mail).toContain("Lien de mot de passe");
  expect(mail).toContain("En échec");
  // An odd id is nobody's.
  expect(await pageHtml(MailsPage, { query: { action: "renvoyer", courriel: "x" } })).not.toContain("messageIds");
});
