import { expect, test } from "vitest";
import { invitations } from "@/drizzle/schema/attachment";
import { operationRows } from "@/drizzle/schema/operation";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { aDepartmentOf, anInviting, anOffer } from "@/lib/testing/invitations";
import { aMemberOf, anAccount, aSessionOf } from "@/lib/testing/people";
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
