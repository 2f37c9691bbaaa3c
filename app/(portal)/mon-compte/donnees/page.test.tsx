import { beforeEach, expect, test, vi } from "vitest";
import { fr } from "@/lib/i18n/fr";
import { twoConsents } from "@/lib/testing/consents";
import type { TestContext } from "@/lib/testing/context";
import { type Account, anAccount, aPasswordProofOf, aSessionOf } from "@/lib/testing/people";
import { freshWorld, pageHtml, pageInBothLanguages, world } from "@/lib/testing/read-page";
import OwnDataPage from "./page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({
  requireAccount: async () => world.actor,
  currentActor: async () => world.actor,
}));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

let ctx: TestContext;

beforeEach(async () => {
  ctx = await freshWorld();
});

async function signedIn(account: Account): Promise<void> {
  world.actor = (await aSessionOf(ctx, account)).actor;
}

test("R-304, R-1204 · each column of one's consents is sorted by a link in its heading", async () => {
  const account = await anAccount(ctx);
  await twoConsents(ctx, account);
  await signedIn(account);
  const linesBy = async (tri: string) => {
    const page = await pageHtml(OwnDataPage, { query: { tri } });
    for (const heading of page.match(/<th [^>]*scope="col".*?<\/th>/gs) ?? []) expect(heading).toContain("tri=");
    return [...page.matchAll(/<th [^>]*scope="row"[^>]*>(.*?)<\/th>/gs)].map(([, subject]) => subject);
  };
  const { terms, survey } = fr.departure.data.consents.subjects;
  expect(await linesBy("version")).toEqual([survey, terms]);
  expect(await linesBy("-version")).toEqual([terms, survey]);
  expect(await linesBy("state")).toEqual([terms, survey]);
  expect(await linesBy("-state")).toEqual([survey, terms]);
});

test("R-1204, SEC-45 · the page of one's data asks for the password unless it was just given, and says what went wrong", async () => {
  const account = await anAccount(ctx);
  await signedIn(account);
  const page = await pageInBothLanguages(OwnDataPage);
  expect(page).toContain('action="/mon-compte/donnees/export"');
  expect(page).toContain('id="export-password"');
  expect(page).toContain(fr.departure.data.consents.empty);
  expect(page).not.toContain("<dialog");
  for (const [refus, sentence] of [
    ["sans-mot-de-passe", fr.messages["M-01"]],
    ["mot-de-passe", fr.messages["M-40-current"]],
    ["patience", fr.messages["M-60"]],
    ["sollicite", fr.messages["M-60-busy"]],
    ["en-cours", fr.departure.data.export.busy],
  ] as const) {
    expect(await pageInBothLanguages(OwnDataPage, { query: { refus } })).toContain(sentence);
  }
  expect(await pageInBothLanguages(OwnDataPage, { query: { refus: "autre" } })).not.toContain('role="alert"');
  const question = await pageInBothLanguages(OwnDataPage, { query: { action: "supprimer" } });
  expect(question).toContain("Le 04/02/2026 10:00:00, vos nom");

  const { actor, sessionId } = await aSessionOf(ctx, account);
  await aPasswordProofOf(ctx, { accountId: account.id, sessionId });
  world.actor = { ...actor, passwordConfirmedAt: ctx.now() };
  expect(await pageInBothLanguages(OwnDataPage, { query: { refus: "mot-de-passe" } })).not.toContain(
    'id="export-password"',
  );
});
