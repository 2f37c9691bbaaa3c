import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount, aPendingRequest, aStructure } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { lapseAppointments } from "@/lib/upkeep/lapse-appointments";
import { decideAppointment } from "./decide-appointment";
import { findAppointments } from "./find-appointments";
import { proposeAppointment } from "./propose-appointment";

test("SEC-68 · every proposal and what became of it, those that wait first, in one statement", async () => {
  const ctx = await testContext();
  const proposer = await aSupportAct(ctx);
  const second = await aSupportAct(ctx);
  const propose = async (legalName: string, familyName: string) => {
    const account = await anAccount(ctx, { familyName });
    const { attachment } = await aPendingRequest(ctx, await aStructure(ctx, { legalName }), { account });
    const outcome = await proposeAppointment(ctx, proposer, { attachmentId: attachment.id, evidence: "Seen" });
    if (outcome.kind !== "proposed") throw new Error(outcome.kind);
    return outcome.appointmentId;
  };
  const lapsed = await propose("Delta", "Aubert");
  ctx.moveTo("2026-02-10T09:00:00Z");
  await lapseAppointments(ctx);
  const confirmed = await propose("Alpha", "Bernard");
  await decideAppointment(ctx, second, { appointmentId: confirmed, decision: "confirm" });
  const declined = await propose("Beta", "Carré");
  await decideAppointment(ctx, second, { appointmentId: declined, decision: "decline" });
  ctx.moveTo("2026-02-09T09:00:00Z");
  const open = await propose("Gamma", "Durand");
  // Its proposer's account was erased since: the proposal still has to be decided.
  await ctx.db.update(accounts).set({ givenName: "Zoé" }).where(eq(accounts.id, proposer.administrator.accountId));

  const page = { page: 1, pageSize: 10, sort: "proposedAt", descending: true } as const;
  ctx.queries();
  const found = await findAppointments(ctx, second.administrator, page);
  expect(ctx.queries()).toBe(1);
  expect(found.total).toBe(4);
  expect(found.rows[0]).toMatchObject({
    appointmentId: open,
    state: "proposed",
    candidate: "Camille Durand",
    legalName: "Gamma",
    proposedBy: "Zoé Martin",
    proposedAt: ctx.now(),
  });
  const states = new Map(found.rows.map(({ appointmentId, state }) => [appointmentId, state]));
  expect([confirmed, declined, lapsed].map((id) => states.get(id))).toEqual(["confirmed", "declined", "lapsed"]);
  const byName = await findAppointments(ctx, second.administrator, { ...page, sort: "legalName", descending: false });
  expect(byName.rows.map(({ legalName }) => legalName)).toEqual(["Gamma", "Alpha", "Beta", "Delta"]);
});
