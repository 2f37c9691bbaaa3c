import { expect, test, vi } from "vitest";
import { freshWorld, readPage, world } from "@/lib/testing/read-page";
import { EnvironmentBanner } from "./environment-banner";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));

test("R-318 · the banner of a demonstration says each thing in a sentence of its own", async () => {
  const ctx = await freshWorld({ env: { DEMO: "1" } });
  world.ctx = { ...ctx, turnstile: { ...ctx.turnstile, siteKey: null } };
  const read = async () => (await readPage(async () => (await EnvironmentBanner()) ?? <p />)).replaceAll("|", "");
  expect(await read()).toContain("fictifs. Lire les courriels envoyés. La vérification anti-robot est désactivée.");
  world.language = "en";
  expect(await read()).toContain("fictitious. Read the emails sent. The anti-robot check is switched off.");
});
