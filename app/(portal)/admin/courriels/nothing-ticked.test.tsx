import { beforeEach, expect, test, vi } from "vitest";
import type { TestContext } from "@/lib/testing/context";
import { freshWorld, pageHtml, world } from "@/lib/testing/read-page";
import { aDeadMail, aSupportAct } from "@/lib/testing/support-acts";
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

test("A11Y-01, A11Y-05, A11Y-13 · nothing ticked: an alert and the title say so, once", async () => {
  await aDeadMail(ctx, { recipient: "camille@example.org", lastError: "550" });
  for (const courriel of [[], ["x"]]) {
    const page = await pageHtml(MailsPage, { query: { action: "renvoyer", courriel } });
    expect(page.match(/role="alert"/g)).toHaveLength(1);
    expect(page).toMatch(/role="alert".*?Aucun courriel n'est coché/);
    expect(page).toContain("<title>Erreur : Courriels - Administration - Attache</title>");
  }
  const plain = await pageHtml(MailsPage);
  expect(plain).not.toContain('role="alert"');
  expect(plain).toContain("<title>Courriels - Administration - Attache</title>");
});

test("SEC-97 · one odd id among the ticked ones drops itself alone", async () => {
  const { id } = await aDeadMail(ctx, { recipient: "camille@example.org", lastError: "550" });
  const page = await pageHtml(MailsPage, { query: { action: "renvoyer", courriel: ["x", id, id] } });
  expect(page.match(/name="messageIds" value="[^"]*"/g)).toEqual([`name="messageIds" value="${id}"`]);
  expect(page).not.toContain('role="alert"');
});
