import { expect, test } from "vitest";
import { singleUseLinks } from "@/drizzle/schema/account";
import { registrations } from "@/drizzle/schema/onboarding";
import { linkSecret } from "@/lib/account/link-secret";
import { mintLink } from "@/lib/account/mint-link";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aVisitor } from "@/lib/testing/people";
import { recheckOrganisation } from "./recheck-organisation";
import type { OrganisationPart } from "./registration";

const typedByHand: OrganisationPart = {
  kind: "create",
  identifierType: "SIRET",
  identifier: "13002526500013",
  legalName: "Atelier de saisie",
  label: null,
  addressLine1: "1 rue du Port",
  addressLine2: null,
  addressLine3: null,
  postcode: "35000",
  city: "Rennes",
  country: "FR",
  addressDisclosed: true,
  publicBody: false,
  registryCheckedAt: null,
  workspaces: ["FACTURES_EMISES"],
  providerCategory: null,
  employmentScheme: null,
};

async function mailedLink(ctx: TestContext, organisation: OrganisationPart): Promise<string> {
  const id = ctx.id();
  const person = { ...aVisitor(), language: "fr" as const };
  const terms = { termsVersion: "1", termsAcceptedAt: ctx.now(), createdAt: ctx.now() };
  await ctx.db.insert(registrations).values({ ...person, ...terms, id, draftId: ctx.id(), organisation });
  await mintLink(ctx, { purpose: "activation", subjectId: id, email: person.email });
  const [link] = await ctx.db.select().from(singleUseLinks);
  if (!link) throw new Error("No link was made.");
  return linkSecret(ctx.env, link);
}

test("R-320 · a public body typed by hand while the register was down is found out at activation", async () => {
  const ctx = await testContext();
  const part = await recheckOrganisation(ctx, await mailedLink(ctx, typedByHand));
  expect(part).toMatchObject({
    publicBody: true,
    registryCheckedAt: ctx.now().toISOString(),
    workspaces: ["FACTURES_EMISES", "FACTURES_RECUES"],
  });
});

test("R-207 · while the register stays down, what was typed stands, unchecked", async () => {
  const ctx = await testContext();
  ctx.sirene.alwaysAnswers = { kind: "unavailable" };
  expect(await recheckOrganisation(ctx, await mailedLink(ctx, typedByHand))).toEqual(typedByHand);
});

test("R-208 · what the register has already described is not asked again", async () => {
  const ctx = await testContext();
  const checked = { ...typedByHand, registryCheckedAt: "2026-01-04T09:00:00.000Z" };
  expect(await recheckOrganisation(ctx, await mailedLink(ctx, checked))).toEqual(checked);
  expect(ctx.sirene.asked).toEqual([]);
});

test("R-404 · a link that does not work leads to nothing", async () => {
  const ctx = await testContext();
  expect(await recheckOrganisation(ctx, ctx.secret())).toBeNull();
});
