import { describe, expect, test } from "vitest";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aStructure } from "@/lib/testing/people";
import { assessDraft } from "./assess-draft";
import { beginDraft, type Draft } from "./draft";
import { signUp } from "./sign-up";

const email = "anne@exemple.fr";
const person = { email, emailAgain: email, familyName: "Martin", givenName: "Anne", terms: "on" } as const;
const address = { addressLine1: "1 rue de la Paix", postcode: "75002", city: "Paris", country: "FR" };
const siret = { identifierType: "SIRET", identifier: "13002526500013" };
const tahiti = { identifierType: "TAHITI", identifier: "F95709" };

/** Someone who described a structure with a TAHITI number and came to step 4. */
function complete(ctx: TestContext, more: Partial<Draft> = {}): Draft {
  return {
    ...beginDraft(ctx),
    person,
    search: tahiti,
    organisationStage: "accepted",
    shownCase: "create-typed",
    details: { ...address, legalName: "Perles SARL", paymentRequests: "on" },
    workspaces: { workspaces: ["FACTURES_EMISES", "SOLLICITATIONS_EMISES"] },
    ...more,
  };
}
const stepOf = async (ctx: TestContext, draft: Draft) => (await assessDraft(ctx, draft)).step;

describe("SEC-30 · nobody gets past a step that is left to do", () => {
  test("a draft that is all there may be sent", async () => {
    const ctx = await testContext();
    const { step, ready } = await assessDraft(ctx, complete(ctx));
    expect(step).toBe("verification");
    expect(ready?.organisation).toMatchObject({
      kind: "create",
      ...tahiti,
      legalName: "Perles SARL",
      registryCheckedAt: null,
    });
  });

  test.each([
    ["nothing typed", { person: {} }, "person"],
    ["terms not accepted", { person: { ...person, terms: undefined } }, "person"],
    ["no search", { organisationStage: "search" }, "organisation"],
    ["an identifier that no longer passes", { search: { ...tahiti, identifier: "F9570" } }, "organisation"],
    ["fields not sent", { organisationStage: "details" }, "organisation"],
    [
      "an address without a town",
      { details: { ...address, city: "", legalName: "P", paymentRequests: "on" } },
      "organisation",
    ],
    ["no purpose", { details: { ...address, legalName: "Perles SARL" } }, "organisation"],
    ["workspaces not chosen", { workspaces: null }, "workspaces"],
    ["justice costs without their category", { workspaces: { workspaces: ["MEMOIRES_FRAIS_JUSTICE"] } }, "workspaces"],
  ] as [string, Partial<Draft>, string][])("%s", async (_, more, step) => {
    const ctx = await testContext();
    const assessment = await assessDraft(ctx, complete(ctx, more));
    expect(assessment.step).toBe(step);
    expect(assessment.ready).toBeNull();
  });

  test("a structure opened by someone else meanwhile brings back to step 2, in its new case", async () => {
    const ctx = await testContext();
    const draft = complete(ctx);
    await aStructure(ctx, { identifierType: "TAHITI", identifier: "F95709" });
    const { step, outcome } = await assessDraft(ctx, draft);
    expect(step).toBe("organisation");
    expect(outcome?.kind).toBe("unattached");
  });
});

describe("R-310 · case A", () => {
  const accepted = {
    search: siret,
    shownCase: "create-from-registry",
    details: { ...address, paymentRequests: "on" },
  } as const;

  test("the registered name is read again, whatever the form says", async () => {
    const ctx = await testContext();
    const forged = { ...accepted, details: { ...accepted.details, legalName: "Autre nom" } };
    const { ready } = await assessDraft(ctx, complete(ctx, forged));
    const [establishment] = await ctx.sirene
      .lookUp(siret.identifier)
      .then((answer) => (answer.kind === "found" ? [answer.establishment] : []));
    expect(establishment?.denomination).toBeTruthy();
    expect(ready?.organisation).toMatchObject({
      kind: "create",
      legalName: establishment?.denomination,
      publicBody: establishment?.publicBody,
    });
  });

  test("T-06 · M-17 · a masked name and address are the person's to type", async () => {
    const ctx = await testContext();
    const masked = { ...accepted, search: { ...siret, identifier: "99999980800010" } };
    const { city, ...rest } = accepted.details;
    expect(await stepOf(ctx, complete(ctx, { ...masked, details: { ...rest, legalName: "Paul Durand" } }))).toBe(
      "organisation",
    );
    const typed = { ...accepted.details, legalName: "Paul Durand" };
    expect((await assessDraft(ctx, complete(ctx, { ...masked, details: typed }))).ready?.organisation).toMatchObject({
      addressDisclosed: false,
      addressLine1: address.addressLine1,
    });
  });

  test("M-13 · a register that was just found down is not waited for again", async () => {
    const ctx = await testContext();
    ctx.sirene.alwaysAnswers = { kind: "unavailable" };
    const details = { ...address, legalName: "Boulangerie", paymentRequests: "on" } as const;
    const draft = complete(ctx, { search: siret, details, registerDownAt: ctx.now().toISOString() });
    expect((await assessDraft(ctx, draft)).ready?.organisation).toMatchObject({
      kind: "create",
      registryCheckedAt: null,
      legalName: "Boulangerie",
    });
    expect(ctx.sirene.asked).toEqual([]);
  });
});

describe("step 3 is skipped where there is nothing to choose", () => {
  test("R-309 · case B goes straight to step 4", async () => {
    const ctx = await testContext();
    await aStructure(ctx, { identifier: siret.identifier });
    const { step, offered, ready } = await assessDraft(
      ctx,
      complete(ctx, { search: siret, shownCase: "join", details: null, workspaces: null }),
    );
    expect({ step, offered }).toEqual({ step: "verification", offered: null });
    expect(ready?.organisation).toEqual({ kind: "join", ...siret });
  });

  test("R-314 · case D too, once confirmed", async () => {
    const ctx = await testContext();
    await aStructure(ctx, { identifierType: "TAHITI", identifier: "F95709" });
    const draft = complete(ctx, { shownCase: "unattached", workspaces: null });
    expect(await stepOf(ctx, { ...draft, organisationStage: "confirmation" })).toBe("organisation");
    expect((await assessDraft(ctx, draft)).ready?.organisation).toEqual({ kind: "none", ...tahiti });
  });

  test("R-315 · DUME alone skips it, and support is on", async () => {
    const ctx = await testContext();
    const details = { ...address, legalName: "Perles SARL", dume: "on" } as const;
    const { ready } = await assessDraft(ctx, complete(ctx, { details, workspaces: null }));
    expect(ready?.organisation).toMatchObject({ workspaces: ["SOLLICITATIONS_EMISES", "DUME"] });
  });
});

describe("T-09 · R-130 · outside the Union the identifier is made of the name", () => {
  const search = { identifierType: "HORS_UE", identifier: "USAPPLEEUROPEINC" };
  const us = { ...address, postcode: "", country: "US", paymentRequests: "on" } as const;
  test("the right name passes, another one does not", async () => {
    const ctx = await testContext();
    expect(await stepOf(ctx, complete(ctx, { search, details: { ...us, legalName: "Apple Europe Inc." } }))).toBe(
      "verification",
    );
    expect(await stepOf(ctx, complete(ctx, { search, details: { ...us, legalName: "Orange Inc." } }))).toBe(
      "organisation",
    );
  });
});

test("R-310 · a private person is named by first and last name", async () => {
  const ctx = await testContext();
  const search = { identifierType: "PARTICULIER", identifier: "2701201456" };
  const details = { ...address, familyName: "d'Aubigné", givenName: "Anne-Marie", paymentRequests: "on" } as const;
  expect((await assessDraft(ctx, complete(ctx, { search, details }))).ready?.organisation).toMatchObject({
    legalName: "Anne-Marie d'Aubigné",
    addressDisclosed: false,
  });
});

test("SEC-23 · a hundred unactivated registrations leave no trace on an identifier", async () => {
  const ctx = await testContext();
  const draft = complete(ctx);
  const before = await assessDraft(ctx, draft);
  for (let turn = 0; turn < 100; turn++) {
    const ready = before.ready ?? expect.unreachable();
    const other = { ...ready.person, email: `squatter.${turn}@exemple.fr` as typeof ready.person.email };
    const application = {
      draftId: ctx.id(),
      person: other,
      organisation: ready.organisation,
      language: "fr",
      origin: `192.0.2.${turn}`,
    } as const;
    expect((await signUp(ctx, application)).kind).toBe("received");
  }
  expect(await assessDraft(ctx, draft)).toEqual(before);
});
