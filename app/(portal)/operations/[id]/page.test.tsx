import { expect, test, vi } from "vitest";
import { cancelOperation } from "@/lib/operation/cancel-operation";
import { anOperation } from "@/lib/testing/operations";
import { freshWorld, pageInBothLanguages, world } from "@/lib/testing/read-page";
import OperationPage from "./page";
import { GET } from "./rapport/route";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({ requireAccount: async () => world.actor }));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

test.each([
  ["attachments-refuse", "2 demandes traitées", "Demande", "Retour aux demandes"],
  ["members-suspend", "2 lignes traitées", "Utilisateur", "Retour aux utilisateurs"],
  ["permissions-duplicate", "2 lignes traitées", "Utilisateur", "Retour aux utilisateurs"],
  ["invite", "2 lignes traitées", "Adresse", "Retour aux invitations"],
] as const)("R-907 · the report of %s says what was treated, in its own words", async (kind, done, heading, back) => {
  const ctx = await freshWorld();
  const { actor, operationId } = await anOperation(ctx, kind);
  await cancelOperation(ctx, actor, operationId);
  world.actor = actor;
  const page = await pageInBothLanguages(OperationPage, { id: operationId });
  expect(page).toContain(`Traitement annulé : ${done}, 1 en erreur`);
  expect(page).toMatch(new RegExp(`<th[^>]*>(<a[^>]*>(<span[^>]*>[^<]*</span>)?)?${heading}\\b`));
  expect(page).toContain(back);
  const answer = await GET(new Request("https://portail.example"), { params: Promise.resolve({ id: operationId }) });
  expect((await answer.text()).split("\r\n")[0]).toContain(`;"${heading}";`);
});
