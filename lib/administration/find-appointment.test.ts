import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aStructure } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { decideAppointment } from "./decide-appointment";
import { findAppointment } from "./find-appointment";
import { proposeAppointment } from "./propose-appointment";

test("SEC-68 · what the second administrator must see: reason, proof, the person, who would lose the role, who is told", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx, { reason: "The manager cannot be reached" });
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const { account, attachment } = await aMemberOf(ctx, structure);
  const proposal = await proposeAppointment(ctx, act, { attachmentId: attachment.id, evidence: "Identity card seen" });
  if (proposal.kind !== "proposed") throw new Error(proposal.kind);
  const { appointmentId } = proposal;
  ctx.queries();
  const facts = await findAppointment(ctx, act.administrator, appointmentId);
  expect(ctx.queries()).toBe(1);
  expect(facts).toMatchObject({
    state: "proposed",
    reason: "The manager cannot be reached",
    evidence: "Identity card seen",
    proposedBy: { accountId: act.administrator.accountId, name: "Camille Martin" },
    proposedAt: ctx.now(),
    decidedAt: null,
    candidate: { accountId: account.id, email: account.email, role: "member", status: "approved", isActive: true },
    structure: { structureId: structure.id, legalName: structure.legalName, vacantSince: null },
    currentManager: `${manager.account.givenName} ${manager.account.familyName}`,
    attached: 2,
  });
  const second = await aSupportAct(ctx, { reason: "Checked by telephone" });
  await decideAppointment(ctx, second, { appointmentId, decision: "confirm" });
  expect(await findAppointment(ctx, act.administrator, appointmentId)).toMatchObject({
    state: "confirmed",
    decidedBy: "Camille Martin",
    decidedAt: ctx.now(),
    decisionReason: "Checked by telephone",
  });
  expect(await findAppointment(ctx, act.administrator, ctx.id())).toBeNull();
});
