import { expect, test, vi } from "vitest";
import { startTotp } from "@/lib/account/start-totp";
import { anAccount, aPasswordProofOf, aSessionOf } from "@/lib/testing/people";
import { freshWorld, pageHtml, world } from "@/lib/testing/read-page";
import TotpPage from "./page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({
  requireAccountToEnrol: async () => world.actor,
  currentActor: async () => world.actor,
}));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

test("R-425, A11Y-25 · what switching on closes is read before the button that does it", async () => {
  const ctx = await freshWorld();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  await startTotp(ctx, { holder: actor, proof: await aPasswordProofOf(ctx, actor) });
  world.actor = { ...actor, passwordConfirmedAt: ctx.now() };
  const page = await pageHtml(TotpPage);
  const [told, button] = [page.indexOf("seront fermées"), page.search(/<button[^>]*type="submit"/)];
  expect(told).toBeGreaterThan(0);
  expect(button).toBeGreaterThan(told);
});
