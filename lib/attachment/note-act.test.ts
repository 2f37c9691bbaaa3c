import { expect, test } from "vitest";
import { feedEvents, structureHistory } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aStructure } from "@/lib/testing/people";
import { type Act, noteAct } from "./note-act";

async function anAct() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const structureId = structure.id;
  const act: Act = {
    audit: [{ kind: "workspace-opened", actorId: account.id, targetId: structureId, facts: { workspaces: ["DUME"] } }],
    history: [{ structureId, kind: "workspace-opened", actorId: account.id, workspace: "DUME" }],
    feed: [
      {
        accountId: account.id,
        structureId,
        kind: "workspace-opened",
        workspace: "DUME",
        personId: account.id,
        personName: "A B",
      },
    ],
    mails: [
      {
        message: { kind: "structure-deactivated", structureId },
        recipient: account.contactEmail,
        language: "fr",
        event: `structure-deactivated:${structureId}`,
      },
    ],
  };
  const written = () =>
    Promise.all([auditEvents, structureHistory, feedEvents, outboxMessages].map((table) => ctx.db.$count(table)));
  return { ctx, act, written };
}

test("R-906 · R-1105 · audit, history, feed and mail of an act are written in one round trip", async () => {
  const { ctx, act, written } = await anAct();
  ctx.queries();
  await noteAct(ctx, act);
  expect(ctx.queries()).toBe(1);
  expect(await written()).toEqual([1, 1, 1, 1]);
});

test("R-1101 · the same mail to the same person is noted once, whatever else is", async () => {
  const { ctx, act, written } = await anAct();
  await noteAct(ctx, act);
  await noteAct(ctx, { mails: act.mails });
  expect(await written()).toEqual([1, 1, 1, 1]);
});

test("R-1201 · an act that fails leaves nothing behind", async () => {
  const { ctx, act, written } = await anAct();
  const failing = inTransaction(ctx, async (tx) => {
    await noteAct(tx, act);
    throw new Error("the act fails");
  });
  await expect(failing).rejects.toThrow("the act fails");
  expect(await written()).toEqual([0, 0, 0, 0]);
});

test("an act of which nothing is to be told costs nothing", async () => {
  const { ctx } = await anAct();
  ctx.queries();
  await noteAct(ctx, {});
  expect(ctx.queries()).toBe(0);
});

test("R-801 · an act that concerns ten thousand people is written whole: no statement carries too many values", async () => {
  const { ctx, act, written } = await anAct();
  const feed = Array.from({ length: 10_000 }, () => act.feed).flat();
  await noteAct(ctx, { ...act, feed });
  expect(await written()).toEqual([1, 1, 10_000, 1]);
});
