import { expect, test } from "vitest";
import { shownSecrets } from "@/drizzle/schema/technical-account";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aPasswordProofOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { createTechnicalAccount } from "./create-technical-account";
import { findShownSecret } from "./find-shown-secret";
import { renewTechnicalSecret } from "./renew-technical-secret";

test("SEC-81, R-1006 · S-16 shows the password once: a second view finds nothing", async () => {
  const { ctx, permit, shown, structure, account } = await aShownSecret();
  ctx.queries();
  const found = await findShownSecret(ctx, permit, { ...shown, once: true });
  // One looks and one takes the only view: what cannot be shown must not use it up.
  expect(ctx.queries()).toBe(2);
  expect(found).toEqual({
    madeBy: "creation",
    password: expect.stringMatching(/^[!-~]{20}$/),
    login: `TECH_0${structure.identifier}@api.attache.example`,
    contactEmail: account.contactEmail,
    structure: {
      identifierType: "SIRET",
      identifier: structure.identifier,
      designation: structure.legalName,
    },
    expiresAt: new Date("2026-04-15T08:00:00Z"),
    oldUntil: null,
    exportUntil: new Date("2026-01-05T09:10:00Z"),
  });
  expect(await findShownSecret(ctx, permit, { ...shown, once: true })).toBeNull();
  expect(await ctx.db.select().from(shownSecrets)).toMatchObject([{ shownAt: ctx.now() }]);
});

test("SEC-81 · of ten views at once, one shows it", async () => {
  const { ctx, permit, shown } = await aShownSecret();
  const views = await Promise.all(
    Array.from({ length: 10 }, () => findShownSecret(ctx, permit, { ...shown, once: true })),
  );
  expect(views.filter(Boolean)).toHaveLength(1);
});

test("R-1006 · the export goes on after the view, until the last second of the ten minutes", async () => {
  const { ctx, permit, shown } = await aShownSecret();
  const seen = await findShownSecret(ctx, permit, { ...shown, once: true });
  ctx.moveTo("2026-01-05T09:09:59Z");
  expect(await findShownSecret(ctx, permit, { ...shown, once: false })).toEqual(seen);
  expect(await findShownSecret(ctx, permit, { ...shown, once: false })).toEqual(seen);
  ctx.moveTo("2026-01-05T09:10:00Z");
  expect(await findShownSecret(ctx, permit, { ...shown, once: false })).toBeNull();
});

test("SEC-81 · after ten minutes a password that nobody looked at is not shown either", async () => {
  const { ctx, permit, shown } = await aShownSecret();
  ctx.moveTo("2026-01-05T09:10:00Z");
  expect(await findShownSecret(ctx, permit, { ...shown, once: true })).toBeNull();
});

test("SEC-81 · another session of the same person finds nothing, even with the cookie", async () => {
  const { ctx, shown, structure, account } = await aShownSecret();
  const { actor } = await aSessionOf(ctx, account);
  const elsewhere = permitFor(actor, structure.id, "manage-technical-account");
  if (!elsewhere) throw new Error("no permit");
  for (const once of [true, false]) expect(await findShownSecret(ctx, elsewhere, { ...shown, once })).toBeNull();
});

test("SEC-81 · another key opens nothing, nor does the page of another structure", async () => {
  const { ctx, permit, shown, account } = await aShownSecret();
  expect(await findShownSecret(ctx, permit, { ...shown, key: ctx.secret(), once: false })).toBeNull();
  const second = await aStructure(ctx);
  await aManagerOf(ctx, second, { account });
  const foreign = { ...permit, structureId: second.id };
  expect(await findShownSecret(ctx, foreign, { ...shown, once: false })).toBeNull();
});

test("SEC-81, R-1006 · what shows nothing leaves the one view to the page that can show it", async () => {
  const { ctx, permit, shown, account } = await aShownSecret();
  const second = await aStructure(ctx);
  await aManagerOf(ctx, second, { account });
  const foreign = { ...permit, structureId: second.id };
  const elsewhere = permitFor((await aSessionOf(ctx, account)).actor, permit.structureId, "manage-technical-account");
  if (!elsewhere) throw new Error("no permit");
  expect(await findShownSecret(ctx, foreign, { ...shown, once: true })).toBeNull();
  expect(await findShownSecret(ctx, elsewhere, { ...shown, once: true })).toBeNull();
  expect(await findShownSecret(ctx, permit, { ...shown, key: ctx.secret(), once: true })).toBeNull();
  expect(await ctx.db.select().from(shownSecrets)).toMatchObject([{ shownAt: null }]);
  expect(await findShownSecret(ctx, permit, { ...shown, once: true })).not.toBeNull();
});

test("R-1006 · a newer password takes the place of the one that waited, and S-16 says what made it", async () => {
  const { ctx, permit, proof, shown } = await aShownSecret();
  const until = new Date("2026-01-20T09:00:00Z");
  const renewed = await renewTechnicalSecret(ctx, permit, { keepOldUntil: until, proof });
  if (renewed.kind !== "renewed") throw new Error(renewed.kind);
  expect(await findShownSecret(ctx, permit, { ...shown, once: true })).toBeNull();
  expect(await findShownSecret(ctx, permit, { ...renewed.shown, once: true })).toMatchObject({
    madeBy: "reset",
    oldUntil: until,
  });
});

async function aShownSecret() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const { actor } = await aSessionOf(ctx, account);
  const permit = permitFor(actor, structure.id, "manage-technical-account");
  if (!permit) throw new Error("no permit");
  const proof = await aPasswordProofOf(ctx, permit.holder);
  const outcome = await createTechnicalAccount(ctx, permit, { readOnly: false, only: null, proof });
  if (outcome.kind !== "created") throw new Error(outcome.kind);
  return { ctx, structure, account, permit, proof, shown: outcome.shown };
}
