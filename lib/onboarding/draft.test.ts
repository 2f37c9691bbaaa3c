import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Establishment } from "@/lib/directory/establishment";
import type { Context } from "@/lib/platform/context";
import { beginDraft, type Draft, draftSchema, registerIsDown, searchedFor, typedBeforeGoingBack } from "./draft";

// A draft needs nothing of the world but a number and the time.
const now = new Date("2026-01-05T09:00:00Z");
const ctx = { id: randomUUID, now: () => now } as Context;
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
  const found = { kind: "unattached", identifierType: "SIRET", identifier: "44475036800060", legalName: null } as const;
  const draft = searchedFor(ctx, beginDraft(ctx, { email: "anne@exemple.fr" }), { search: siret, found });
  expect(draftSchema.parse(draft)).toMatchObject({
    person: { email: "anne@exemple.fr" },
    search: siret,
    organisationStage: "details",
  });
});

const tahiti = (identifier: string) => ({
  search: { identifierType: "TAHITI", identifier },
  found: { kind: "create-typed", identifierType: "TAHITI", identifier, because: "other-type" } as const,
});
const siret = { identifierType: "SIRET", identifier: "44475036800060" } as const;

test("searching the same organisation again keeps what was typed of it", () => {
  expect(searchedFor(ctx, described, tahiti("F95709")).details).toEqual(described.details);
});

test("correcting an identifier typed wrong keeps what was typed", () => {
  const next = searchedFor(ctx, described, tahiti("F95700"));
  expect(next).toMatchObject({ details: described.details, organisationStage: "details" });
});

test("what the register said of one organisation is not put down to another", () => {
  const registered = {
    kind: "create-from-registry",
    ...siret,
    establishment: {} as Establishment,
    checkedAt: now,
  } as const;
  expect(searchedFor(ctx, described, { search: siret, found: registered }).details).toBeNull();
  expect(searchedFor(ctx, { ...described, shownCase: "create-from-registry" }, tahiti("F95700")).details).toBeNull();
});

test("M-13 · what was typed survives a register that went down, which is asked again after five minutes", () => {
  const found = { kind: "create-typed", ...siret, because: "register-down" } as const;
  const typed: Draft = { ...described, search: siret, shownCase: "create-from-registry" };
  const next = searchedFor(ctx, typed, { search: siret, found });
  expect(next.details).toEqual(described.details);
  expect(registerIsDown(ctx, next)).toBe(true);
  expect(registerIsDown({ ...ctx, now: () => new Date("2026-01-05T09:05:00Z") }, next)).toBe(false);
  expect(registerIsDown(ctx, described)).toBe(false);
});

test("R-208 · what was typed and not searched is kept on the way back, and leads nowhere before it is searched", () => {
  const back = typedBeforeGoingBack({ ...described, registerDownAt: now.toISOString() }, siret);
  expect(back).toMatchObject({ search: siret, organisationStage: "search", shownCase: null, registerDownAt: null });
  expect(back.details).toEqual(described.details);
  const registered = { ...described, shownCase: "create-from-registry" } as const;
  expect(typedBeforeGoingBack(registered, siret).details).toBeNull();
});

test("R-308 · going back without another organisation keeps the one that was found, and what was typed of it", () => {
  const typed = { ...described.search, proposedCountry: "" };
  expect(typedBeforeGoingBack(described, typed)).toEqual({ ...described, search: typed });
});
