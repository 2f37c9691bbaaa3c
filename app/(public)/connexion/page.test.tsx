import { beforeEach, expect, test, vi } from "vitest";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import type { TestContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { freshWorld, pageHtml, world } from "@/lib/testing/read-page";
import SignInPage from "./page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({
  currentActor: async () => world.actor,
  requireAnonymous: async () => {
    if (world.actor) throw new Error("leads home");
  },
}));
vi.mock("@/lib/web/human-check", () => ({ humanCheck: async () => undefined }));
// Its action is called by nobody here: what it imports belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

let ctx: TestContext;

beforeEach(async () => {
  ctx = await freshWorld();
});

function read(motif?: string): Promise<string> {
  return pageHtml(SignInPage, { query: motif ? { motif } : {} });
}

test.each(["fr", "en"] as const)(
  "R-431, M-43 · where somebody else is signed in, whoever chose a new password reads it, by whom, and may sign out (%s)",
  async (language) => {
    const account = await anAccount(ctx, { givenName: "Nadia", familyName: "Roy", email: "nadia@example.org" });
    Object.assign(world, { actor: (await aSessionOf(ctx, account)).actor, language });
    const page = await read("mot-de-passe-modifie");
    expect(page).toContain((language === "fr" ? fr : en).messages["M-43"]);
    expect(page).toContain("Nadia Roy");
    expect(page).toContain("nadia@example.org");
    expect(page).toMatch(/<form [^>]*action="\/session\/fermer" method="post"/);
    expect(page).not.toContain('name="password"');
    expect(page.match(/<title/g)).toHaveLength(1);
    // Everywhere else the page is for visitors alone.
    await expect(read()).rejects.toThrow("leads home");
    await expect(read("session-expiree")).rejects.toThrow("leads home");
  },
);

test("R-431, M-43 · everybody else reads it above the sign-in form", async () => {
  const page = await read("mot-de-passe-modifie");
  expect(page).toContain(fr.messages["M-43"]);
  expect(page).toContain('name="password"');
  expect(page).not.toContain("/session/fermer");
});
