import { asc, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { operationRows, operations } from "@/drizzle/schema/operation";
import { findInvitationImport } from "@/lib/invitation/find-invitation-import";
import { keepInvitationFile } from "@/lib/invitation/keep-invitation-file";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anInviting, anOffer } from "@/lib/testing/invitations";
import { aSessionOf } from "@/lib/testing/people";
import { cancelOperation } from "./cancel-operation";
import { confirmInvitationFile } from "./confirm-invitation-file";
import { rowOf } from "./kinds/invite";
import { MAX_LIVE } from "./operation";
import { startOperation } from "./start-operation";

const returnPath = "/structures";
const text = "adresse;rôle\nun@example.org;US\npas une adresse;US\ndeux@example.org;GS";

test("R-1404 · the valid lines become one operation, however often they are confirmed", async () => {
  const { ctx, actor, permit, fileId } = await aKeptFile();
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () => confirmInvitationFile(ctx, actor, { permit, fileId, returnPath })),
  );
  const [started, ...more] = outcomes.filter(({ kind }) => kind === "started");
  expect(more).toEqual([]);
  expect(started).toMatchObject({ total: 2 });
  expect(outcomes.filter(({ kind }) => kind === "gone")).toHaveLength(4);
  expect(await ctx.db.select().from(operations)).toMatchObject([{ kind: "invite", returnPath, total: 2 }]);
  const rows = await ctx.db.select().from(operationRows).orderBy(asc(operationRows.position));
  expect(rows.map(({ target }) => target)).toMatchObject([
    { email: "un@example.org", role: "member" },
    { email: "deux@example.org", role: "secondary-manager" },
  ]);
});

test("R-1404 SEC-98 · whoever has too many under way keeps the file, and confirms it once one is over", async () => {
  const { ctx, actor, permit, fileId } = await aKeptFile();
  const live: string[] = [];
  for (let turn = 0; turn < MAX_LIVE; turn++) {
    const request = { structureId: permit.structureId };
    const rows = [rowOf(anOffer(`a${turn}@example.org`))];
    live.push((await startOperation(ctx, actor, { kind: "invite", request, rows, returnPath })).operationId);
  }
  expect(await confirmInvitationFile(ctx, actor, { permit, fileId, returnPath })).toEqual({ kind: "too-many" });
  expect(await findInvitationImport(ctx, permit, { fileId })).toMatchObject({ text });

  await cancelOperation(ctx, actor, String(live[0]));
  const outcome = await confirmInvitationFile(ctx, actor, { permit, fileId, returnPath });
  expect(outcome).toMatchObject({ kind: "started", total: 2 });
});

test("R-1404 · where the operation cannot be written, the file is still there", async () => {
  const { ctx, actor, permit, fileId } = await aKeptFile();
  await ctx.db.execute(sql`alter table operation_rows add constraint full_disk check (position > 1)`);
  await expect(confirmInvitationFile(ctx, actor, { permit, fileId, returnPath })).rejects.toThrow();
  expect(await findInvitationImport(ctx, permit, { fileId })).toMatchObject({ text });
  expect(await ctx.db.$count(operations, eq(operations.kind, "invite"))).toBe(0);
});

test("R-1404 SEC-64 · a file without a valid line stays, somebody else's is not there", async () => {
  const { ctx, actor, permit, fileId } = await aKeptFile("pas une adresse");
  const other = await anInviting(ctx);
  const others = { ...other, actor: (await aSessionOf(ctx, other.manager)).actor };
  expect(await confirmInvitationFile(ctx, actor, { permit, fileId, returnPath })).toEqual({
    kind: "nothing-valid",
    refused: 1,
  });
  const byAnother = { permit: others.permit, fileId, returnPath };
  expect(await confirmInvitationFile(ctx, others.actor, byAnother)).toEqual({ kind: "gone" });
  const absent = { permit, fileId: ctx.id(), returnPath };
  expect(await confirmInvitationFile(ctx, actor, absent)).toEqual({ kind: "gone" });
  expect(await ctx.db.$count(operations)).toBe(1);
});

async function aKeptFile(content = text) {
  const ctx: TestContext = await testContext();
  const { permit, manager } = await anInviting(ctx);
  const { actor } = await aSessionOf(ctx, manager);
  const { fileId } = await keepInvitationFile(ctx, permit, { text: content, returnPath });
  return { ctx, actor, permit, fileId };
}
