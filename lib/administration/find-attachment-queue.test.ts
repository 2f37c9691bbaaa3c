import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { countUnmanagedRequests } from "@/lib/attachment/count-unmanaged-requests";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { findAttachmentQueue, type QueueSearch } from "./find-attachment-queue";
import { proposeAppointment } from "./propose-appointment";

const all: QueueSearch = { text: "", sort: "requestedAt", descending: false, page: 1, pageSize: 5 };

test("R-857 · only what nobody manages waits here, who waits longest first, in one statement", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  const { administrator } = act;
  const managed = await aStructure(ctx);
  await aManagerOf(ctx, managed);
  await aPendingRequest(ctx, managed);
  const bySecondary = await aStructure(ctx);
  await aMemberOf(ctx, bySecondary, { role: "secondary-manager" });
  await aPendingRequest(ctx, bySecondary);
  const vacant = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  const left = await aStructure(ctx, { legalName: "Menuiserie Aubrac" });
  await aManagerOf(ctx, left, { account: await anAccount(ctx, DEACTIVATED) });
  ctx.moveTo("2026-01-06T09:00:00Z");
  const second = await aPendingRequest(ctx, vacant);
  ctx.moveTo("2026-01-04T09:00:00Z");
  const first = await aPendingRequest(ctx, left);
  await proposeAppointment(ctx, act, { attachmentId: second.attachment.id, evidence: "Seen" });
  // Decided or cancelled: over.
  const over = await aPendingRequest(ctx, vacant);
  await ctx.db.update(attachments).set({ status: "cancelled" }).where(eq(attachments.id, over.attachment.id));

  ctx.queries();
  const queue = await findAttachmentQueue(ctx, administrator, all);
  expect(ctx.queries()).toBe(1);
  expect(queue).toMatchObject({ total: 2, more: false });
  expect(queue.rows).toMatchObject([
    {
      attachmentId: first.attachment.id,
      requester: "Camille Martin",
      legalName: "Menuiserie Aubrac",
      requestedAt: new Date("2026-01-04T09:00:00Z"),
      isProposed: false,
    },
    { attachmentId: second.attachment.id, legalName: "Tonnellerie Kerguelen", isProposed: true },
  ]);
  // What the first page of the administration counts is what stands here.
  expect((await countUnmanagedRequests(ctx, administrator)).attachments).toBe(queue.total);
});

test("R-510 · the request of a closed account is frozen: it stands in no queue, and comes back with its owner", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const { account, attachment } = await aPendingRequest(ctx, await aStructure(ctx));
  const own = eq(accounts.id, account.id);
  await ctx.db.update(accounts).set(DEACTIVATED).where(own);
  expect(await findAttachmentQueue(ctx, administrator, all)).toMatchObject({ total: 0, rows: [] });
  await ctx.db.update(accounts).set({ status: "active", deactivatedAt: null, deactivationCause: null }).where(own);
  expect((await findAttachmentQueue(ctx, administrator, all)).rows).toMatchObject([{ attachmentId: attachment.id }]);
});

test("R-304, R-1207 · searched by person and structure whatever case and accents, sorted and cut into pages", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const names = ["Élan", "Brise", "Cèdre", "Dune", "Aube", "Foin", "Gel"];
  for (const legalName of names) await aPendingRequest(ctx, await aStructure(ctx, { legalName }));
  const named = async (search: Partial<QueueSearch>) => {
    const { rows, total } = await findAttachmentQueue(ctx, administrator, { ...all, ...search });
    return [total, ...rows.map(({ legalName }) => legalName)];
  };
  expect(await named({ sort: "legalName" })).toEqual([7, "Aube", "Brise", "Cèdre", "Dune", "Élan"]);
  expect(await named({ sort: "legalName", page: 2 })).toEqual([7, "Foin", "Gel"]);
  expect(await named({ sort: "legalName", descending: true, pageSize: 10 })).toMatchObject({ 0: 7, 1: "Gel" });
  expect(await named({ text: "ELAN" })).toEqual([1, "Élan"]);
  expect(await named({ text: "camille cedre" })).toEqual([1, "Cèdre"]);
  expect(await named({ text: "100%" })).toEqual([0]);
  await ctx.db.update(accounts).set({ familyName: "Ozanne" }).where(eq(accounts.isAdministrator, false));
  expect((await named({ text: "ozanne", pageSize: 10 }))[0]).toBe(7);
});
