import { getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import * as schema from "@/drizzle/schema/all";
import { invitations } from "@/drizzle/schema/attachment";
import { enqueue } from "@/lib/outbox/enqueue";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aStructure } from "@/lib/testing/people";
import { aWholeLife } from "@/lib/testing/whole-life";
import { findOwnData } from "./find-own-data";
import { ownDataTables, tablesOfNobody } from "./own-data-fields";

const exportedOf = (fields: Record<string, string>) => Object.keys(fields).filter((key) => fields[key] === "exported");

test("SEC-99 · every table and every column of the database is decided on: exported, or left out for a reason", () => {
  const decided = new Map(Object.values(ownDataTables).map(({ table, fields }) => [getTableName(table), fields]));
  for (const [name, table] of Object.entries(schema)) {
    if (!is(table, PgTable)) continue;
    const fields = decided.get(getTableName(table));
    const isNobodys = name in tablesOfNobody;
    expect(isNobodys, `${name}: decide in own-data-fields.ts what a person takes along of it`).toBe(!fields);
    if (fields) expect(Object.keys(fields).sort(), name).toEqual(Object.keys(getTableColumns(table)).sort());
  }
});

test("R-1204, SEC-99 · the export holds every exported field of every part, and no other, in one statement", async () => {
  const ctx = await testContext();
  const { account, structures: at } = await aWholeLife(ctx);
  ctx.queries();
  const data = await findOwnData(ctx, { accountId: account.id });
  expect(ctx.queries()).toBe(1);
  expect(Object.keys(data).sort()).toEqual([...Object.keys(ownDataTables), "departments", "structures"].sort());
  for (const [part, { fields }] of Object.entries(ownDataTables)) {
    const rows = data[part as keyof typeof data];
    expect(rows.length, part).toBeGreaterThan(0);
    for (const row of rows) expect(Object.keys(row).sort(), part).toEqual(exportedOf(fields).sort());
  }
  expect(data.account).toMatchObject([
    {
      email: account.email,
      familyName: "Kerguelen-Quimper",
      addressLine1: "17 impasse du Canari",
      phone: "+33199887766",
    },
  ]);
  expect(data.consents.map(({ subject, given }) => [subject, given]).sort()).toEqual([
    ["survey", true],
    ["terms", true],
  ]);
  expect(data.attachments.map(({ comment }) => comment)).toContain("canary-comment");
  expect(data.attachments.map(({ refusalReason }) => refusalReason)).toContain("canary-refusal");
  expect(data.sessions.map(({ origin }) => origin)).toContain("198.51.100.77");
  expect(data.documents).toMatchObject([{ fileName: "canary-document.pdf" }]);
  expect(data.departments).toMatchObject([{ code: "ACHATS", name: "Achats" }]);
  const named = Object.fromEntries(data.structures.map(({ id, name }) => [id, name]));
  for (const structure of Object.values(at)) expect(named[structure.id]).toBe(structure.legalName);
});

test("SEC-99, SEC-05 · no secret, no key, and nobody else's name, address or id stands in it", async () => {
  const ctx = await testContext();
  const { account, manager } = await aWholeLife(ctx);
  const everybody = await ctx.db.query.accounts.findMany();
  const text = JSON.stringify(await findOwnData(ctx, { accountId: account.id }));
  const hidden = [
    "canary-totp",
    "canary-code",
    "canary-credential",
    "canary-proof",
    "Dominique Petit",
    "argon2",
    "documents/",
  ];
  expect(hidden.filter((word) => text.includes(word))).toEqual([]);
  for (const other of everybody.filter(({ id }) => id !== account.id)) {
    expect(text).not.toContain(other.id);
    expect(text).not.toContain(other.email);
  }
  expect(text).not.toContain(manager.account.contactEmail);
});

test("SEC-99 · another person's rows are not in it, whatever they have in common", async () => {
  const ctx = await testContext();
  const shared = "compta@example.org";
  const structure = await aStructure(ctx);
  const own = await aManagerOf(ctx, structure, { account: await anAccount(ctx, { contactEmail: shared }) });
  const other = await aMemberOf(ctx, structure, { account: await anAccount(ctx, { contactEmail: shared }) });
  await enqueue(ctx, [
    {
      event: "a",
      recipient: shared,
      language: "fr",
      message: { kind: "account-reactivated", accountId: other.account.id },
    },
    { event: "b", recipient: shared, language: "fr", message: { kind: "account-locked", accountId: own.account.id } },
  ]);
  const data = await findOwnData(ctx, { accountId: own.account.id });
  expect(data.mails.map(({ kind }) => kind)).toEqual(["account-locked"]);
  expect(data.attachments.map(({ id }) => id)).toEqual([own.attachment.id]);
  expect(data.account).toHaveLength(1);
  expect(JSON.stringify(data)).not.toContain(other.account.id);
});

test("SEC-63, R-152 · a private individual to whom one is not attached stays unnamed", async () => {
  const ctx = await testContext();
  const individual = { identifierType: "PARTICULIER", sector: "private", legalName: "Nolwenn Le Goff" } as const;
  const asked = await aStructure(ctx, { ...individual, identifier: "2701201456" });
  const offered = await aStructure(ctx, { ...individual, identifier: "2701201457" });
  const joined = await aStructure(ctx, { ...individual, identifier: "2701201458", legalName: "Yann Le Goff" });
  const { account } = await aPendingRequest(ctx, asked);
  await aMemberOf(ctx, joined, { account });
  await ctx.db.insert(invitations).values({
    id: ctx.id(),
    structureId: offered.id,
    email: account.email,
    role: "member",
    permissions: { departmentIds: [], workspaces: [] },
    invitedAt: ctx.now(),
    sentAt: ctx.now(),
    expiresAt: ctx.now(),
  });
  const data = await findOwnData(ctx, { accountId: account.id });
  expect(JSON.stringify(data)).not.toMatch(/Nolwenn|2701201456|2701201457/);
  expect(data.structures).toHaveLength(3);
  expect(data.structures.find(({ id }) => id === joined.id)).toMatchObject({ name: "Yann Le Goff" });
});
