import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, subscriptions } from "@/drizzle/schema/attachment";
import { operationRows } from "@/drizzle/schema/operation";
import type { Actor } from "@/lib/attachment/actor";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { carryOutOperation } from "../carry-out-operation";
import type { OperationKind } from "../operation-kinds";
import { startOperation } from "../start-operation";

test("R-831 R-907 SEC-64 · members are suspended, reactivated and detached; a manager, oneself and a stranger are told apart", async () => {
  const { ctx, structure, actor, manager } = await aSecondaryManagersDesk();
  const member = (await aMemberOf(ctx, structure)).attachment.id;
  const foreign = (await aMemberOf(ctx, await aStructure(ctx))).attachment.id;
  const ids = [member, member, manager.attachment.id, own(actor), foreign];

  expect(await results(ctx, actor, { kind: "members-suspend", request: { reactivateOn: null }, ids })).toEqual([
    ["done", "suspended"],
    ["failed", "wrong-state"],
    ["failed", "not-permitted"],
    ["failed", "not-permitted"],
    ["failed", "not-found"],
  ]);
  expect(await results(ctx, actor, { kind: "members-reactivate", request: {}, ids: [member, foreign] })).toEqual([
    ["done", "reactivated"],
    ["failed", "not-found"],
  ]);
  expect(await results(ctx, actor, { kind: "members-detach", request: {}, ids: [member, foreign] })).toEqual([
    ["done", "detached"],
    ["failed", "not-found"],
  ]);
  const states = await ctx.db.select().from(attachments);
  const statusOf = (id: string) => states.find((row) => row.id === id)?.status;
  expect([member, manager.attachment.id, foreign].map(statusOf)).toEqual(["ended", "approved", "approved"]);
});

test("R-910 · the rights of one person are copied to those who were ticked, in that structure alone", async () => {
  const { ctx, structure, actor } = await aSecondaryManagersDesk();
  const model = await aMemberOf(ctx, structure, { workspaces: ["FACTURES_EMISES"] });
  const other = await aMemberOf(ctx, structure, { workspaces: [] });
  const foreign = await aMemberOf(ctx, await aStructure(ctx), { workspaces: [] });
  const request = { fromAttachmentId: model.attachment.id };
  const ids = [other.attachment.id, foreign.attachment.id];
  expect(await results(ctx, actor, { kind: "permissions-duplicate", request, ids })).toEqual([
    ["done", "duplicated"],
    ["failed", "not-found"],
  ]);
  const held = await ctx.db.select().from(subscriptions).where(eq(subscriptions.accountId, other.account.id));
  expect(held.map(({ workspace, status }) => [workspace, status])).toEqual([["FACTURES_EMISES", "active"]]);
});

test("R-902 R-907 · requests for workspaces are validated or refused, each alone", async () => {
  const { ctx, structure, actor } = await aSecondaryManagersDesk();
  const { account } = await aMemberOf(ctx, structure);
  const [open, closed, unwanted] = await Promise.all([
    wanted(ctx, structure.id, { accountId: account.id, workspace: "SUIVI_FLUX" }),
    wanted(ctx, structure.id, { accountId: account.id, workspace: "DUME" }),
    wanted(ctx, structure.id, { accountId: account.id, workspace: "ENGAGEMENTS" }),
  ]);
  const approved = { kind: "subscriptions-approve", request: {}, ids: [open, open, closed, ctx.id()] } as const;
  expect(await results(ctx, actor, approved)).toEqual([
    ["done", "approved"],
    ["failed", "already-decided"],
    ["failed", "workspace-closed"],
    ["failed", "not-found"],
  ]);
  const refused = { kind: "subscriptions-refuse", request: { reason: "Inutile" }, ids: [unwanted, open] } as const;
  expect(await results(ctx, actor, refused)).toEqual([
    ["done", "refused"],
    ["failed", "already-decided"],
  ]);
});

async function aSecondaryManagersDesk() {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["FACTURES_EMISES", "SUIVI_FLUX"] });
  const manager = await aManagerOf(ctx, structure);
  const { account } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const { actor } = await aSessionOf(ctx, account);
  return { ctx, structure, actor, manager };
}

function own({ attachments: [attachment] }: Actor): string {
  if (!attachment) throw new Error("attached to nothing");
  return attachment.attachmentId;
}

async function results(
  ctx: TestContext,
  actor: Actor,
  { kind, request, ids }: { kind: OperationKind; request: unknown; ids: readonly string[] },
) {
  const idName = kind.startsWith("subscriptions") ? "subscriptionId" : "attachmentId";
  const { operationId } = await startOperation(ctx, actor, {
    kind,
    request,
    rows: ids.map((id) => ({ target: { [idName]: id }, label: id })),
    returnPath: "/gestionnaire",
  });
  await carryOutOperation(ctx, actor, operationId);
  const rows = await ctx.db
    .select()
    .from(operationRows)
    .where(eq(operationRows.operationId, operationId))
    .orderBy(asc(operationRows.position));
  return rows.map(({ status, outcome }) => [status, outcome]);
}

async function wanted(
  ctx: TestContext,
  structureId: string,
  details: Pick<typeof subscriptions.$inferInsert, "accountId" | "workspace">,
): Promise<string> {
  const id = ctx.id();
  await ctx.db
    .insert(subscriptions)
    .values({ id, structureId, access: "read", status: "pending", requestedAt: ctx.now(), ...details });
  return id;
}
