import { beforeEach, expect, test, vi } from "vitest";
import { fr } from "@/lib/i18n/fr";
import { requestReactivation } from "@/lib/recovery/request-reactivation";
import type { TestContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { freshWorld, pageHtml, pageInBothLanguages, world } from "@/lib/testing/read-page";
import ReactivationAskedPage from "./demande/page";
import AccountDeactivatedPage from "./page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/sealed-cookie", () => import("@/lib/testing/read-page"));
vi.mock("next/navigation", () => ({
  redirect: (path: string) => {
    throw new Error(`leads to ${path}`);
  },
}));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

let ctx: TestContext;

beforeEach(async () => {
  ctx = await freshWorld();
});

test.each([
  ["own-wish", "Votre demande"],
  ["administrator", "Décision du support"],
  ["inactivity", "12 mois sans connexion"],
] as const)("R-421, R-507 · closed by %s, S-08 names the reason, in English too", async (deactivationCause, reason) => {
  const { id: accountId } = await anAccount(ctx, { ...DEACTIVATED, deactivationCause });
  world.sealed.set("disabled-account", { accountId });
  expect(await pageInBothLanguages(AccountDeactivatedPage)).toMatch(
    new RegExp(`>Motif</dt>\\s*<dd[^>]*>${reason}</dd>`),
  );
  world.language = "en";
  expect(await pageHtml(AccountDeactivatedPage)).toContain(">Reason</dt>");
});

test("R-421, R-505, R-506 · S-08 says why, since when and until when, to whom the link goes, and what was asked", async () => {
  const general = await pageInBothLanguages(AccountDeactivatedPage);
  expect(general).toContain(fr.departure.closed.general);
  expect(general).not.toContain("<form");

  const eraseOn = new Date("2026-02-04T09:00:00Z");
  const own = await anAccount(ctx, { ...DEACTIVATED, contactEmail: "contact@example.org", eraseOn });
  world.sealed.set("disabled-account", { accountId: own.id });
  const page = await pageInBothLanguages(AccountDeactivatedPage, { query: { fait: "suppression" } });
  expect(page).toContain("02/01/2026 10:00:00");
  expect(page).toContain("effacées le 04/02/2026 10:00:00");
  expect(page).toContain("c•••@example.org");
  expect(page).not.toContain("contact@example.org");
  expect(page).toContain(fr.departure.closed.done.suppression);
  expect(page).toContain(fr.departure.closed.submit);
  await expect(pageHtml(ReactivationAskedPage)).rejects.toThrow("leads to /compte-desactive");
  await requestReactivation(ctx, { accountId: own.id });
  const asked = await pageInBothLanguages(ReactivationAskedPage);
  expect(asked).toContain("c•••@example.org");
  expect(asked).toContain("avant le 12/01/2026 10:00:00");
  expect(await pageInBothLanguages(ReactivationAskedPage, { query: { envoi: "limite" } })).toContain(
    "réessayez demain",
  );

  const bySupport = await anAccount(ctx, {
    ...DEACTIVATED,
    deactivationCause: "administrator",
    deactivationReason: "Fraude",
  });
  world.sealed.set("disabled-account", { accountId: bySupport.id });
  const before = await pageInBothLanguages(AccountDeactivatedPage);
  expect(before).toContain("Il a été désactivé par le support");
  expect(before).not.toContain("Fraude");
  await requestReactivation(ctx, { accountId: bySupport.id });
  const after = await pageInBothLanguages(AccountDeactivatedPage);
  expect(after).toContain("est en cours d'examen par le support");
  expect(after).not.toContain("<form");
  expect(await pageInBothLanguages(ReactivationAskedPage)).toContain(
    "a été transmise au support le 05/01/2026 10:00:00",
  );

  const active = await anAccount(ctx);
  world.sealed.set("disabled-account", { accountId: active.id });
  expect(await pageInBothLanguages(AccountDeactivatedPage)).toContain(fr.departure.closed.general);
  await expect(pageHtml(ReactivationAskedPage)).rejects.toThrow("leads to /compte-desactive");
});

test("R-505, R-1204 · days before the erasure, S-08 promises no more than is left, and minutes before it nothing", async () => {
  const eraseOn = new Date("2026-01-07T09:00:00Z");
  const { id: accountId } = await anAccount(ctx, { ...DEACTIVATED, eraseOn });
  world.sealed.set("disabled-account", { accountId });
  const page = await pageInBothLanguages(AccountDeactivatedPage);
  expect(page).toContain("un lien valable jusqu'au 07/01/2026 10:00:00");
  expect(page).not.toContain("7 jours");
  await requestReactivation(ctx, { accountId });
  const asked = await pageInBothLanguages(ReactivationAskedPage);
  expect(asked).toContain("avant le 07/01/2026 10:00:00");
  expect(asked).toContain("il sera effacé");
  const limited = await pageInBothLanguages(ReactivationAskedPage, { query: { envoi: "limite" } });
  expect(limited).toContain("avant le 07/01/2026 10:00:00");
  expect(limited).not.toContain("demain");

  ctx.moveTo("2026-01-07T08:55:00Z");
  const late = await pageInBothLanguages(AccountDeactivatedPage);
  expect(late).toContain("contactez le support sans attendre");
  expect(late).not.toContain("<form");
});
