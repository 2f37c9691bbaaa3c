import { expect, test } from "vitest";
import { attachments, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { structures } from "@/drizzle/schema/structure";
import { openWorkspaces } from "@/drizzle/schema/workspace";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { siretNumber } from "@/lib/testing/siret-number";
import { type NewStructure, registerStructure } from "./register-structure";

const company: NewStructure = {
  identifierType: "SIRET",
  identifier: siretNumber(9001),
  sector: "private",
  legalName: "Menuiserie Lefèvre",
  addressLine1: "12 rue des Lilas",
  city: "Rennes",
  country: "FR",
  addressDisclosed: true,
};

test("R-101 · ten people register one pair at once: one structure with one manager, the others are told it is taken", async () => {
  const ctx = await testContext();
  const people = await Promise.all(Array.from({ length: 10 }, () => anAccount(ctx)));
  const outcomes = await Promise.all(
    people.map(({ id: accountId }) =>
      inTransaction(ctx, (tx) =>
        registerStructure(tx, { accountId, structure: company, workspaces: ["FACTURES_EMISES"] }),
      ),
    ),
  );
  expect(outcomes.filter(({ kind }) => kind === "registered")).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === "identifier-taken")).toHaveLength(9);
  const winner = people[outcomes.findIndex(({ kind }) => kind === "registered")];
  expect(await ctx.db.select().from(attachments)).toMatchObject([{ accountId: winner?.id, role: "primary-manager" }]);
  expect(await ctx.db.select().from(subscriptions)).toMatchObject([{ accountId: winner?.id, access: "write" }]);
  expect([await ctx.db.$count(structures), await ctx.db.$count(openWorkspaces)]).toEqual([1, 1]);
  // structure-created, attachment-approved, subscription-opened.
  expect(await ctx.db.$count(auditEvents)).toBe(3);
});

test("R-101 · the same identifier under another type is another structure", async () => {
  const ctx = await testContext();
  const { id: accountId } = await anAccount(ctx);
  for (const identifierType of ["TAHITI", "RIDET"] as const) {
    const structure = { ...company, identifierType, identifier: "123456001" };
    expect(
      await inTransaction(ctx, (tx) => registerStructure(tx, { accountId, structure, workspaces: [] })),
    ).toMatchObject({
      kind: "registered",
    });
  }
});

test("R-509 · a public body starts vacant: no attachment, no subscription, no line in anybody's feed", async () => {
  const ctx = await testContext();
  const { id: accountId } = await anAccount(ctx);
  const structure = { ...company, sector: "public" } as const;
  await inTransaction(ctx, (tx) => registerStructure(tx, { accountId, structure, workspaces: ["FACTURES_RECUES"] }));
  expect(await ctx.db.select().from(structures)).toMatchObject([{ managerVacantSince: ctx.now() }]);
  expect([await ctx.db.$count(attachments), await ctx.db.$count(subscriptions)]).toEqual([0, 0]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([{ kind: "structure-created" }]);
});
