import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { throttleCounters } from "@/drizzle/schema/account";
import { invitations } from "@/drizzle/schema/attachment";
import { operationRows } from "@/drizzle/schema/operation";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { invite } from "@/lib/invitation/invite";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { aDepartmentOf, anInviting, anOffer } from "@/lib/testing/invitations";
import { aMemberOf, anAccount, aSessionOf } from "@/lib/testing/people";
import { untilOneWaits } from "@/lib/testing/until-one-waits";
import { carryOutOperation } from "../carry-out-operation";
import { startOperation } from "../start-operation";
import { rowOf } from "./invite";

test("R-909, R-1404 · each line of a file is invited by itself, and the report says what became of it", async () => {
  const ctx = await testContext();
  const { structure, manager } = await anInviting(ctx);
  const departmentId = await aDepartmentOf(ctx, structure, { code: "A" });
  const closed = await aDepartmentOf(ctx, structure, { code: "B", validUntil: "2026-01-04" });
  const { actor } = await aSessionOf(ctx, manager);
  const member = (await aMemberOf(ctx, structure)).account;
  const workspaces = [
    { workspace: "FACTURES_EMISES", access: "write" } as const,
    { workspace: "SOLLICITATIONS_EMISES", access: "read" } as const,
  ];
  const { operationId } = await startOperation(ctx, actor, {
    kind: "invite",
    request: { structureId: structure.id },
    rows: [
      anOffer("a@example.org", { role: "secondary-manager", departmentIds: [departmentId], workspaces }),
      anOffer("a@example.org"),
      anOffer("b@example.org", { departmentIds: [closed] }),
      anOffer(member.email),
    ].map(rowOf),
    returnPath: "/",
  });
  expect(await carryOutOperation(ctx, actor, operationId)).toEqual({ kind: "finished" });
  const rows = await ctx.db.select().from(operationRows).orderBy(operationRows.position);
  expect(rows.map(({ label, status, outcome }) => [label, status, outcome])).toEqual([
    ["a@example.org", "done", "invited"],
    ["a@example.org", "failed", "already-invited"],
    ["b@example.org", "failed", "department-closed"],
    // nothing tells that he is attached.
    [member.email, "done", "invited"],
  ]);
  const [first] = await ctx.db.select().from(invitations).orderBy(invitations.email);
  expect(first).toMatchObject({
    role: "secondary-manager",
    permissions: { departmentIds: [departmentId], workspaces },
  });
});

test("SEC-64 · an operation that names another's structure invites nobody", async () => {
  const ctx = await testContext();
  const { structure } = await anInviting(ctx);
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const { operationId } = await startOperation(ctx, actor, {
    kind: "invite",
    request: { structureId: structure.id },
    rows: [rowOf(anOffer("a@example.org"))],
    returnPath: "/",
  });
  await carryOutOperation(ctx, actor, operationId);
  expect(await ctx.db.select().from(operationRows)).toMatchObject([{ status: "failed", outcome: "not-found" }]);
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("SEC-28 SEC-31 · a row is counted before it is invited; those beyond the limit say so", async () => {
  const ctx = await testContext();
  const { structure, manager } = await anInviting(ctx);
  const { actor } = await aSessionOf(ctx, manager);
  await ctx.db.insert(throttleCounters).values({
    key: "invite-anywhere",
    used: 19_999,
    windowEndsAt: new Date("2026-01-05T10:00:00Z"),
  });
  const { operationId } = await startOperation(ctx, actor, {
    kind: "invite",
    request: { structureId: structure.id },
    rows: ["a@example.org", "b@example.org"].map((email) => rowOf(anOffer(email))),
    returnPath: "/",
  });
  expect(await carryOutOperation(ctx, actor, operationId)).toEqual({ kind: "finished" });
  const rows = await ctx.db.select().from(operationRows).orderBy(operationRows.position);
  expect(rows.map(({ status, outcome }) => [status, outcome])).toEqual([
    ["done", "invited"],
    ["failed", "too-many-invitations"],
  ]);
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
});

test("SEC-31 R-1404 · while a row of one structure waits, everybody else invites", async () => {
  const ctx = await testContext();
  const { structure, manager } = await anInviting(ctx);
  const other = await anInviting(ctx);
  const { actor } = await aSessionOf(ctx, manager);
  const { operationId } = await startOperation(ctx, actor, {
    kind: "invite",
    request: { structureId: structure.id },
    rows: [rowOf(anOffer("a@example.org"))],
    returnPath: "/",
  });
  let worked: ReturnType<typeof carryOutOperation> | undefined;
  await inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`select from structures where id = ${structure.id} for update`);
    worked = carryOutOperation(ctx, actor, operationId);
    await untilOneWaits(ctx);
    expect(await invite(ctx, other.permit, anOffer("b@example.org"))).toMatchObject({ kind: "invited" });
  });
  expect(await worked).toEqual({ kind: "finished" });
  expect(await ctx.db.select().from(operationRows)).toMatchObject([{ status: "done", outcome: "invited" }]);
});

test("R-1404 · a thousand people are invited by one act", { timeout: 240_000 }, async () => {
  const ctx = await testContext();
  const { structure, manager } = await anInviting(ctx);
  const { actor } = await aSessionOf(ctx, manager);
  const { operationId } = await startOperation(ctx, actor, {
    kind: "invite",
    request: { structureId: structure.id },
    rows: Array.from({ length: 1000 }, (_, turn) => rowOf(anOffer(`p${turn}@example.org`))),
    returnPath: "/",
  });
  expect(await carryOutOperation(ctx, actor, operationId)).toEqual({ kind: "finished" });
  expect(await ctx.db.$count(outboxMessages)).toBe(1000);
});
