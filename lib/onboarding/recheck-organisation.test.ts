import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aNewCompany, aWaitingRegistration } from "@/lib/testing/registrations";
import { recheckOrganisation } from "./recheck-organisation";

// The sample knows this SIRET as a public body; whoever typed it by hand said otherwise.
const typedByHand = aNewCompany({
  identifier: "13002526500013",
  registryCheckedAt: null,
  workspaces: ["FACTURES_EMISES"],
});

test("R-320 · a public body typed by hand while the register was down is found out at activation", async () => {
  const ctx = await testContext();
  const { secret } = await aWaitingRegistration(ctx, { organisation: typedByHand });
  const part = await recheckOrganisation(ctx, secret);
  expect(part).toMatchObject({
    publicBody: true,
    registryCheckedAt: ctx.now().toISOString(),
    workspaces: ["FACTURES_EMISES", "FACTURES_RECUES"],
  });
});

test("R-207 · while the register stays down, what was typed stands, unchecked", async () => {
  const ctx = await testContext();
  ctx.sirene.alwaysAnswers = { kind: "unavailable" };
  const { secret } = await aWaitingRegistration(ctx, { organisation: typedByHand });
  expect(await recheckOrganisation(ctx, secret)).toEqual(typedByHand);
});

test("R-208 · what the register has already described is not asked again", async () => {
  const ctx = await testContext();
  const checked = aNewCompany({ identifier: "13002526500013" });
  const { secret } = await aWaitingRegistration(ctx, { organisation: checked });
  expect(await recheckOrganisation(ctx, secret)).toEqual(checked);
  expect(ctx.sirene.asked).toEqual([]);
});

test("R-404 · a link that does not work leads to nothing", async () => {
  const ctx = await testContext();
  expect(await recheckOrganisation(ctx, ctx.secret())).toBeNull();
});
