import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { approveQueuedRequest } from "./approve-queued-request";
import { findQueuedRequest } from "./find-queued-request";
import { proposeAppointment } from "./propose-appointment";

test("R-857 · everything a decision depends on, in one statement: the person, the structure, the others, the proposal", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  const structure = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen", addressLine2: "Bâtiment B" });
  const { account, attachment } = await aPendingRequest(ctx, structure);
  ctx.moveTo("2026-01-05T09:05:00Z");
  const other = await aPendingRequest(ctx, structure);
  ctx.moveTo("2026-01-05T09:06:00Z");
  const elsewhere = await aPendingRequest(ctx, await aStructure(ctx));
  const proposal = await proposeAppointment(ctx, act, { attachmentId: other.attachment.id, evidence: "Seen" });
  ctx.queries();
  const facts = await findQueuedRequest(ctx, act.administrator, attachment.id);
  expect(ctx.queries()).toBe(1);
  expect(facts).toMatchObject({
    attachmentId: attachment.id,
    status: "pending",
    requestedAt: attachment.requestedAt,
    requester: { accountId: account.id, name: "Camille Martin", email: account.email, isActive: true },
    structure: {
      structureId: structure.id,
      isActive: true,
      legalName: "Tonnellerie Kerguelen",
      address: {
        addressLine1: "12 rue des Lilas",
        addressLine2: "Bâtiment B",
        addressLine3: null,
        postcode: "35000",
        city: "Rennes",
        country: "FR",
      },
      vacantSince: structure.managerVacantSince,
    },
    others: [{ attachmentId: other.attachment.id, name: "Camille Martin" }],
    appointmentId: proposal.kind === "proposed" ? proposal.appointmentId : null,
    nextId: other.attachment.id,
  });
  expect((await findQueuedRequest(ctx, act.administrator, elsewhere.attachment.id))?.others).toEqual([]);
});

test("SEC-61 · a request that managers decide, and one that is not there, do not exist here; a decided one still does", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  const managed = await aStructure(ctx);
  const { attachment } = await aPendingRequest(ctx, managed);
  expect(await findQueuedRequest(ctx, act.administrator, attachment.id)).not.toBeNull();
  await aMemberOf(ctx, managed, { role: "secondary-manager" });
  expect(await findQueuedRequest(ctx, act.administrator, attachment.id)).toBeNull();
  expect(await findQueuedRequest(ctx, act.administrator, ctx.id())).toBeNull();
  const vacant = await aPendingRequest(ctx, await aStructure(ctx));
  await approveQueuedRequest(ctx, act, { attachmentId: vacant.attachment.id });
  expect(await findQueuedRequest(ctx, act.administrator, vacant.attachment.id)).toMatchObject({
    status: "approved",
    history: [{ kind: "attachment-approved" }],
  });
  const taken = await aStructure(ctx);
  await aManagerOf(ctx, taken);
  const late = await aPendingRequest(ctx, taken);
  expect(await findQueuedRequest(ctx, act.administrator, late.attachment.id)).toBeNull();
});

test("R-510, SEC-67 · the next request is one that this administrator can decide: no frozen one, none of his own", async () => {
  const ctx = await testContext();
  const support = await anAccount(ctx, { isAdministrator: true });
  const { administrator } = await aSupportAct(ctx, { account: support });
  const colleague = await aSupportAct(ctx);
  const structure = await aStructure(ctx);
  const frozen = await aPendingRequest(ctx, structure, { account: await anAccount(ctx, DEACTIVATED) });
  ctx.moveTo("2026-01-05T09:01:00Z");
  const own = await aPendingRequest(ctx, structure, { account: support });
  ctx.moveTo("2026-01-05T09:02:00Z");
  const open = await aPendingRequest(ctx, structure);
  ctx.moveTo("2026-01-05T09:03:00Z");
  const last = await aPendingRequest(ctx, structure);

  const seen = await findQueuedRequest(ctx, administrator, last.attachment.id);
  expect(seen?.nextId).toBe(open.attachment.id);
  expect(seen?.others.map(({ attachmentId }) => attachmentId)).toEqual([own.attachment.id, open.attachment.id]);
  expect((await findQueuedRequest(ctx, colleague.administrator, last.attachment.id))?.nextId).toBe(own.attachment.id);
  // Whoever follows an old link still sees it, and why it waits.
  const kept = await findQueuedRequest(ctx, administrator, frozen.attachment.id);
  expect(kept?.requester).toMatchObject({ isActive: false });
});
