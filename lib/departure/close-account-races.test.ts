import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { registerStructure } from "@/lib/attachment/register-structure";
import { transferManagement } from "@/lib/attachment/transfer-management";
import { inTransaction } from "@/lib/platform/context";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPasswordProofOf, aPermitOf, aStructure } from "@/lib/testing/people";
import { untilOneWaits } from "@/lib/testing/until-one-waits";
import { type AccountClosing, closeAccount } from "./close-account";

const byOneself = (accountId: string): AccountClosing => ({
  accountId,
  cause: "own-wish",
  actorId: accountId,
  reason: null,
  eraseOn: null,
});

test("SEC-65 · a transfer to a person who leaves at the same moment ends with a manager who is there, or a vacancy", async () => {
  const ctx = await testContext();
  const ends = new Set<string>();
  for (let round = 0; round < 8; round++) {
    const structure = await aStructure(ctx);
    const primary = await aManagerOf(ctx, structure);
    const successor = await aMemberOf(ctx, structure);
    const permit = await aPermitOf(ctx, primary.account, { structure, right: "transfer-management" });
    const proof = await aPasswordProofOf(ctx, permit.holder);
    const hand = () => transferManagement(ctx, permit, { attachmentId: successor.attachment.id, proof });
    const leave = () => closeAccount(ctx, byOneself(successor.account.id));
    const [first, second] = await Promise.all(round % 2 ? [hand(), leave()] : [leave(), hand()]);
    ends.add(`${first.kind}, ${second.kind}`);
    await expectSeatIsToldRight(ctx, structure.id);
  }
  expect([...ends].every((end) => end.includes("closed"))).toBe(true);
});

test("SEC-65 · a manager who leaves and hands over at the same moment: never two, never a silent zero", async () => {
  const ctx = await testContext();
  for (let round = 0; round < 8; round++) {
    const structure = await aStructure(ctx);
    const primary = await aManagerOf(ctx, structure);
    const successor = await aMemberOf(ctx, structure, { role: "secondary-manager" });
    const permit = await aPermitOf(ctx, primary.account, { structure, right: "transfer-management" });
    const proof = await aPasswordProofOf(ctx, permit.holder);
    const hand = () => transferManagement(ctx, permit, { attachmentId: successor.attachment.id, proof });
    const leave = () => closeAccount(ctx, byOneself(primary.account.id));
    await Promise.all(round % 2 ? [hand(), leave()] : [leave(), hand()]);
    await expectSeatIsToldRight(ctx, structure.id);
  }
});

test("SEC-65 · managers of many structures who leave at once do not wait for each other in a circle", async () => {
  const ctx = await testContext();
  const led = await Promise.all(Array.from({ length: 6 }, () => aStructure(ctx)));
  const people = await Promise.all(Array.from({ length: 6 }, () => anAccount(ctx)));
  for (const [index, structure] of led.entries()) {
    for (const [place, account] of people.entries()) {
      if (place === index) await aManagerOf(ctx, structure, { account });
      else await aMemberOf(ctx, structure, { account, role: "secondary-manager" });
    }
  }
  const outcomes = await Promise.all(people.map(({ id }) => closeAccount(ctx, byOneself(id))));
  expect(outcomes.map(({ kind }) => kind)).toEqual(people.map(() => "closed"));
  for (const structure of led) await expectSeatIsToldRight(ctx, structure.id);
});

test("SEC-65 · a structure that is being created while its creator leaves has its vacancy declared", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const {
    id: _id,
    number: _number,
    createdAt: _at,
    searchText: _text,
    managerVacantSince: _vacant,
    ...model
  } = await aStructure(ctx);
  let created = "";
  let leaving: Promise<unknown> = Promise.resolve();
  await inTransaction(ctx, async (tx) => {
    const structure = { ...model, identifierType: "EN_COURS_IMMATRICULATION" as const, identifier: "ATELIER2026" };
    const outcome = await registerStructure(tx, { accountId: account.id, structure, workspaces: [] });
    if (outcome.kind !== "registered") throw new Error(outcome.kind);
    created = outcome.structureId;
    leaving = closeAccount(ctx, byOneself(account.id));
    // The departure has begun and waits for us.
    await untilOneWaits(ctx);
  });
  expect(await leaving).toEqual({ kind: "closed", vacantStructures: [created] });
  await expectSeatIsToldRight(ctx, created);
});

test("R-501 · two who deactivate the same account at once: one does, one mail leaves", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  vi.spyOn(console, "info").mockImplementation(() => {});
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => closeAccount(ctx, byOneself(account.id))));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["closed", ...Array(4).fill("not-active")]);
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
  expect(await ctx.db.$count(auditEvents)).toBe(1);
});

/** One primary manager whose account is active, or a declared vacancy; never both, never neither (R-003, SEC-65). */
async function expectSeatIsToldRight(ctx: TestContext, structureId: string): Promise<void> {
  const [structure] = await ctx.db.select().from(structures).where(eq(structures.id, structureId));
  const seats = await ctx.db
    .select({ role: attachments.role, status: accounts.status })
    .from(attachments)
    .innerJoin(accounts, eq(accounts.id, attachments.accountId))
    .where(eq(attachments.structureId, structureId));
  const primaries = seats.filter(({ role }) => role === "primary-manager");
  expect(primaries.length).toBeLessThanOrEqual(1);
  const acting = primaries.filter(({ status }) => status === "active").length;
  expect(structure?.managerVacantSince === null ? "held" : "vacant").toBe(acting === 1 ? "held" : "vacant");
}
