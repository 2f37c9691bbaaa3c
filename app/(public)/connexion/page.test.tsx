import { createTranslator } from "next-intl";
import type { ReactElement } from "react";
import { prerenderToNodeStream } from "react-dom/static";
import { beforeEach, expect, test, vi } from "vitest";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import SignInPage from "./page";

const world = vi.hoisted(() => ({ ctx: undefined as unknown, actor: null as unknown, language: "fr" as "fr" | "en" }));
vi.mock("@/lib/platform/live", () => ({ live: async () => world.ctx }));
vi.mock("@/lib/web/guards", () => ({
  currentActor: async () => world.actor,
  requireAnonymous: async () => {
    if (world.actor) throw new Error("leads home");
  },
}));
vi.mock("@/lib/web/human-check", () => ({ humanCheck: async () => undefined }));
vi.mock("next-intl/server", () => ({
  getTranslations: async (namespace: "signIn") =>
    createTranslator({ locale: world.language, messages: world.language === "fr" ? fr : en, namespace }),
}));
// Its action is called by nobody here: what it imports belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

beforeEach(async () => {
  Object.assign(world, { ctx: await testContext(), actor: null, language: "fr" });
});

async function read(motif?: string): Promise<string> {
  const element: ReactElement = await SignInPage({
    params: Promise.resolve({}),
    searchParams: Promise.resolve(motif ? { motif } : {}),
  });
  const { prelude } = await prerenderToNodeStream(element);
  let text = "";
  for await (const chunk of prelude) text += chunk;
  return text.replaceAll("&#x27;", "'");
}

test.each(["fr", "en"] as const)(
  "R-431, M-43 · where somebody else is signed in, whoever chose a new password reads it, by whom, and may sign out (%s)",
  async (language) => {
    const ctx = await testContext();
    const account = await anAccount(ctx, { givenName: "Nadia", familyName: "Roy", email: "nadia@example.org" });
    Object.assign(world, { ctx, actor: (await aSessionOf(ctx, account)).actor, language });
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
