import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, feedEvents, structureHistory } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { formerIdentifiers, structures } from "@/drizzle/schema/structure";
import type { PasswordProof } from "@/lib/account/prove-password";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  aPasswordProofOf,
  aPermitOf,
  aSessionOf,
  aStructure,
  type Structure,
} from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import { siretNumber } from "@/lib/testing/siret-number";
import { changeIdentifier, type IdentifierChange } from "./change-identifier";

const newSiret = siretNumber(9_000_003);

async function aManagedStructure(ctx: TestContext) {
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const permit = await aPermitOf(ctx, manager.account, { structure, right: "change-identifier" });
  const proof = await aPasswordProofOf(ctx, permit.holder);
  return { structure, manager, permit, proof };
}

const to = (
  { structure, proof }: { structure: Structure; proof: PasswordProof },
  identifier = newSiret,
): IdentifierChange => ({
  wanted: { identifierType: "SIRET", identifier, legalName: null },
  from: structure,
  proof,
});

const stored = async (ctx: TestContext, { id }: Structure) =>
  (await ctx.db.select().from(structures).where(eq(structures.id, id)))[0];

test("R-170 · N-20 · the identifier changes, the old one is kept, and every manager is told", async () => {
  const ctx = await testContext();
  const { structure, manager, permit, proof } = await aManagedStructure(ctx);
  const secondary = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  await aMemberOf(ctx, structure);
  expect(await changeIdentifier(ctx, permit, to({ structure, proof }))).toEqual({ kind: "changed" });
  expect(await stored(ctx, structure)).toMatchObject({ identifier: newSiret, version: 2, registryCheckedAt: null });

  const [former] = await ctx.db.select().from(formerIdentifiers);
  expect(former).toMatchObject({ structureId: structure.id, identifier: structure.identifier, replacedAt: ctx.now() });
  const mails = await ctx.db.select().from(outboxMessages);
  expect(mails.map(({ recipient }) => recipient).sort()).toEqual(
    [manager.account.contactEmail, secondary.account.contactEmail].sort(),
  );
  expect(mails[0]?.message).toEqual({
    kind: "identifier-changed",
    structureId: structure.id,
    formerIdentifierId: former?.id,
  });
  expect(await ctx.db.select().from(feedEvents)).toMatchObject([
    { kind: "identifier-changed", personName: "Camille Martin" },
    { kind: "identifier-changed" },
  ]);
  expect(await ctx.db.select().from(structureHistory)).toMatchObject([
    { kind: "identifier-changed", actorId: manager.account.id, targetId: former?.id },
  ]);
  const events = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "identifier-changed"));
  expect(events).toMatchObject([{ facts: { fromType: "SIRET", toType: "SIRET", formerIdentifierId: former?.id } }]);
  expect(await personalValuesOf(ctx, "identifier-changed")).toMatchObject([
    { origin: "192.0.2.1", changes: { identifier: { from: structure.identifier, to: newSiret } } },
  ]);
});

test("R-101 · R-170 · of five structures that want one identifier at once, one gets it", async () => {
  const ctx = await testContext();
  const all = [];
  for (let count = 0; count < 5; count++) all.push(await aManagedStructure(ctx));
  const outcomes = await Promise.all(
    all.map(({ structure, permit, proof }) => changeIdentifier(ctx, permit, to({ structure, proof }))),
  );
  expect(outcomes.filter(({ kind }) => kind === "changed")).toHaveLength(1);
  for (const { kind } of outcomes) expect(["changed", "identifier-taken", "refused"]).toContain(kind);
  expect([await ctx.db.$count(formerIdentifiers), await ctx.db.$count(outboxMessages)]).toEqual([1, 1]);
});

test("R-170 · of two changes of one structure sent at once, one is carried out and the other is told", async () => {
  const ctx = await testContext();
  const { structure, permit, proof } = await aManagedStructure(ctx);
  const outcomes = await Promise.all([
    changeIdentifier(ctx, permit, to({ structure, proof })),
    changeIdentifier(ctx, permit, to({ structure, proof }, siretNumber(9_000_004))),
  ]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["changed", "stale"]);
  expect(await ctx.db.$count(formerIdentifiers)).toBe(1);
});

test("R-170 · SEC-45 · a password that somebody else gave changes nothing, and the register is not asked", async () => {
  const ctx = await testContext();
  const { structure, permit } = await aManagedStructure(ctx);
  const { account } = await aMemberOf(ctx, structure);
  const { actor } = await aSessionOf(ctx, account);
  const foreign = { structure, proof: await aPasswordProofOf(ctx, actor) };
  await expect(changeIdentifier(ctx, permit, to(foreign))).rejects.toThrow("somebody else");
  expect(ctx.sirene.asked).toEqual([]);
  expect(await stored(ctx, structure)).toMatchObject({ identifier: structure.identifier });
});

test("SEC-67 · what was true at the review is checked again", async () => {
  const ctx = await testContext();
  const { structure, manager, permit, proof } = await aManagedStructure(ctx);
  ctx.sirene.alwaysAnswers = { kind: "unavailable" };
  expect(await changeIdentifier(ctx, permit, to({ structure, proof }))).toEqual({ kind: "register-unavailable" });
  ctx.sirene.alwaysAnswers = null;
  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
  await ctx.db.update(attachments).set({ role: "member" }).where(eq(attachments.id, manager.attachment.id));
  expect(await changeIdentifier(ctx, permit, to({ structure, proof }))).toEqual({ kind: "not-permitted" });
  expect(await ctx.db.$count(formerIdentifiers)).toBe(0);
});
