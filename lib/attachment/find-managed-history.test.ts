import { expect, test } from "vitest";
import { structureHistory } from "@/drizzle/schema/attachment";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aSessionOf, aStructure } from "@/lib/testing/people";
import { findManagedHistory, type HistorySearch } from "./find-managed-history";
import type { HistoryLine } from "./note-act";

const newest: HistorySearch = { sort: "happenedAt", descending: true, page: 1, pageSize: 10 };

test("R-904 · the history of the structures one manages, newest first, ten a page, in one statement", async () => {
  const ctx = await testContext();
  const [mine, also, foreign] = [
    await aStructure(ctx, { legalName: "Atelier" }),
    await aStructure(ctx, { legalName: "Boulangerie" }),
    await aStructure(ctx),
  ];
  const { account } = await aManagerOf(ctx, mine, {
    account: await anAccount(ctx, { givenName: "Sophie", familyName: "Bernard" }),
  });
  await aManagerOf(ctx, also, { account });
  const request = await aPendingRequest(ctx, mine);
  for (let minute = 10; minute < 22; minute++) {
    ctx.moveTo(`2026-01-05T09:${minute}:00Z`);
    const structureId = minute % 2 ? mine.id : also.id;
    await happened(ctx, { structureId, kind: "workspace-opened", actorId: null, workspace: "SUIVI_FLUX" });
  }
  await happened(ctx, { structureId: foreign.id, kind: "attachment-approved", actorId: account.id });
  ctx.moveTo("2026-01-05T10:00:00Z");
  await happened(ctx, {
    structureId: mine.id,
    kind: "attachment-refused",
    actorId: account.id,
    subjectId: request.account.id,
    targetId: request.attachment.id,
    reason: "Inconnu",
  });

  const { actor } = await aSessionOf(ctx, account);
  ctx.queries();
  const found = await findManagedHistory(ctx, actor, newest);
  expect(ctx.queries()).toBe(1);
  expect(found.total).toBe(13);
  expect(found.entries).toHaveLength(10);
  expect(found.entries[0]).toEqual({
    id: expect.any(String),
    happenedAt: ctx.now(),
    kind: "attachment-refused",
    subject: "Camille Martin",
    actor: "Sophie Bernard",
    structureId: mine.id,
    legalName: "Atelier",
    workspace: null,
    reason: "Inconnu",
    targetId: request.attachment.id,
    about: "attachment",
  });
  expect(found.entries[1]).toMatchObject({
    kind: "workspace-opened",
    workspace: "SUIVI_FLUX",
    actor: null,
    subject: null,
    about: null,
    happenedAt: new Date("2026-01-05T09:21:00Z"),
  });
  const last = await findManagedHistory(ctx, actor, { ...newest, page: 2 });
  expect(last.entries.map(({ happenedAt }) => happenedAt.getUTCMinutes())).toEqual([12, 11, 10]);
  for (const sort of ["subject", "legalName", "kind"] as const) {
    const { total, entries } = await findManagedHistory(ctx, actor, { ...newest, sort, descending: false });
    expect([total, entries.length]).toEqual([13, 10]);
  }
});

test("R-904 R-1207 · the acts stand in the order in which the reader's language names them", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  for (const kind of ["attachment-approved", "attachment-suspended", "role-changed"] as const) {
    await happened(ctx, { structureId: structure.id, kind, actorId: account.id });
  }
  const { actor } = await aSessionOf(ctx, account);
  // "Désactivation du rattachement", "Modification du rôle", "Validation du rattachement".
  const kinds = ["attachment-suspended", "role-changed", "attachment-approved"] as const;
  const sorted = async (descending: boolean) => {
    const { entries } = await findManagedHistory(ctx, actor, { ...newest, sort: "kind", descending, kinds });
    return entries.map(({ kind }) => kind);
  };
  expect(await sorted(false)).toEqual(kinds);
  expect(await sorted(true)).toEqual(kinds.toReversed());
});

test("SEC-61 · a member and a stranger read no history; an act of another release is left out", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  await happened(ctx, { structureId: structure.id, kind: "from-tomorrow", actorId: null });
  for (const nobody of [(await aMemberOf(ctx, structure)).account, await anAccount(ctx)]) {
    const { actor } = await aSessionOf(ctx, nobody);
    expect(await findManagedHistory(ctx, actor, newest)).toEqual({ total: 0, entries: [] });
  }
  const { actor } = await aSessionOf(ctx, account);
  expect((await findManagedHistory(ctx, actor, newest)).entries).toEqual([]);
});

async function happened(ctx: TestContext, line: Omit<HistoryLine, "kind"> & { kind: string }) {
  await ctx.db.insert(structureHistory).values({ id: ctx.id(), happenedAt: ctx.now(), ...line });
}
