import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Context } from "@/lib/platform/context";
import { beginDraft, type Draft, draftSchema, searchedFor } from "./draft";

// A draft needs nothing of the world but its number.
const ctx = { id: randomUUID } as Context;
const described: Draft = {
  ...beginDraft(ctx),
  search: { identifierType: "TAHITI", identifier: "F95709" },
  shownCase: "create-typed",
  organisationStage: "accepted",
  details: { legalName: "Perles SARL", city: "Papeete" },
};

test("SEC-30 · a draft with a role, a state or a structure in it is no draft", () => {
  const draft = beginDraft(ctx);
  expect(draftSchema.safeParse(draft).success).toBe(true);
  for (const extra of [{ role: "GP" }, { structureId: "x" }, { person: { statut: "ACTIF" } }]) {
    expect(draftSchema.safeParse({ ...draft, ...extra }).success).toBe(false);
  }
});

test("R-306 · what the home page asked for is carried into the wizard, its answer already found", () => {
  const draft = beginDraft(ctx, { email: "anne@exemple.fr", siret: "44475036800060", shownCase: "join" });
  expect(draftSchema.parse(draft)).toMatchObject({
    person: { email: "anne@exemple.fr" },
    search: { identifierType: "SIRET", identifier: "44475036800060" },
    organisationStage: "details",
  });
});

test("searching the same organisation again keeps what was typed of it, also when the register went down", () => {
  expect(searchedFor(described, described.search, "create-typed").details).toEqual(described.details);
});

test("correcting an identifier typed wrong keeps what was typed", () => {
  const next = searchedFor(described, { identifierType: "TAHITI", identifier: "F95700" }, "create-typed");
  expect(next).toMatchObject({ details: described.details, organisationStage: "details" });
});

test("what the register said of one organisation is not put down to another", () => {
  const search = { identifierType: "SIRET", identifier: "44475036800060" };
  expect(searchedFor(described, search, "create-from-registry").details).toBeNull();
  expect(searchedFor({ ...described, shownCase: "create-from-registry" }, search, "create-typed").details).toBeNull();
});
