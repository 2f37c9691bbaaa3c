import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { operationRows, operations } from "@/drizzle/schema/operation";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { cancelOperation } from "./cancel-operation";
import { MAX_LIVE, MAX_ROWS, type NewRow } from "./operation";
import { startOperation } from "./start-operation";

const rowsOf = (count: number): NewRow[] =>
  Array.from({ length: count }, (_, index) => ({
    target: { attachmentId: `row-${index}` },
    label: `Demande n° ${index} d'O'Brien "; --`,
  }));

test("R-1404 · an operation is noted with its rows, in their order, and in the audit trail", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  ctx.queries();
  const { kind, operationId } = await startOperation(ctx, actor, {
    kind: "attachments-refuse",
    request: { reason: "Inconnu" },
    rows: rowsOf(3),
    returnPath: "/gestionnaire",
  });
  // Begin, the turn, the count, everything else at once, commit.
  expect(ctx.queries()).toBe(5);
  expect(kind).toBe("started");
  expect(await ctx.db.select().from(operations)).toMatchObject([
    {
      id: operationId,
      accountId: account.id,
      kind: "attachments-refuse",
      request: { reason: "Inconnu" },
      returnPath: "/gestionnaire",
      total: 3,
      leasedUntil: null,
      finishedAt: null,
    },
  ]);
  const rows = await ctx.db.select().from(operationRows).orderBy(asc(operationRows.position));
  expect(rows.map(({ target, label, status }) => ({ target, label, status }))).toEqual(
    rowsOf(3).map((row) => ({ ...row, status: "waiting" })),
  );
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "operation-started", actorId: account.id, targetId: operationId, facts: { rows: 3 } },
  ]);
});

test("R-1404 · five thousand rows cost no more round trips than three; none, or more, is a mistake of ours", async () => {
  const ctx = await testContext();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const start = (count: number) =>
    startOperation(ctx, actor, {
      kind: "attachments-approve",
      request: {},
      rows: rowsOf(count),
      returnPath: "/gestionnaire",
    });
  ctx.queries();
  await start(MAX_ROWS);
  expect(ctx.queries()).toBe(5);
  expect(await ctx.db.$count(operationRows)).toBe(MAX_ROWS);
  await expect(start(MAX_ROWS + 1)).rejects.toThrow("1 to 5000 rows");
  await expect(start(0)).rejects.toThrow("1 to 5000 rows");
});

test("R-1404 · of eight begun at once, five are; the newest of them is told; what is over makes room", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  const start = (as = actor) =>
    startOperation(ctx, as, { kind: "attachments-approve", request: {}, rows: rowsOf(2), returnPath: "/gestionnaire" });
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => start()));
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual([
    ...Array(MAX_LIVE).fill("started"),
    ...Array(3).fill("too-many"),
  ]);
  expect(await ctx.db.$count(operations)).toBe(MAX_LIVE);
  expect(await ctx.db.$count(operationRows)).toBe(2 * MAX_LIVE);
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "operation-started"))).toBe(MAX_LIVE);

  const [first, second] = outcomes.filter(({ kind }) => kind === "started").map(({ operationId }) => operationId);
  ctx.moveTo("2026-01-05T09:01:00Z");
  await ctx.db
    .update(operations)
    .set({ finishedAt: ctx.now() })
    .where(eq(operations.id, String(first)));
  const sixth = await start();
  expect(sixth.kind).toBe("started");
  expect(await start()).toEqual({ kind: "too-many", operationId: sixth.operationId });
  // Another session of the same person is the same person; another person is not.
  expect(await start((await aSessionOf(ctx, account)).actor)).toMatchObject({ kind: "too-many" });
  expect(await start((await aSessionOf(ctx, await anAccount(ctx))).actor)).toMatchObject({ kind: "started" });
  await cancelOperation(ctx, actor, String(second));
  expect(await start()).toMatchObject({ kind: "started" });
});
