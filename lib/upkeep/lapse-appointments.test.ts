import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { appointments } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aMemberOf, anAccount, aStructure } from "@/lib/testing/people";
import { countAppointmentsToLapse, lapseAppointments } from "./lapse-appointments";

async function runAt(ctx: TestContext, moment: string): Promise<number> {
  ctx.moveTo(moment);
  const due = await countAppointmentsToLapse(ctx);
  expect(await lapseAppointments(ctx)).toBe(due);
  return due;
}

async function aProposal(ctx: TestContext, details: Partial<typeof appointments.$inferInsert> = {}) {
  const structure = await aStructure(ctx);
  const { attachment } = await aMemberOf(ctx, structure);
  const { id: proposedBy } = await anAccount(ctx, { isAdministrator: true });
  const proposal = { id: ctx.id(), structureId: structure.id, attachmentId: attachment.id, proposedBy };
  await ctx.db
    .insert(appointments)
    .values({ ...proposal, reason: "Siège vacant.", proof: "Kbis vu.", proposedAt: ctx.now(), ...details });
  return proposal;
}

test("SEC-68 · a proposal that nobody decided on lapses after 30 days, to the second", async () => {
  // In winter; 30 days later it is summer time.
  const ctx = await testContext({ now: "2026-03-20T09:00:00Z" });
  const { id, structureId, attachmentId } = await aProposal(ctx);
  const decided = await aProposal(ctx, { confirmed: true, decidedAt: ctx.now() });
  expect(await runAt(ctx, "2026-04-19T07:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-04-19T08:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-04-19T08:00:00Z")).toBe(0);
  expect(await ctx.db.select().from(appointments).where(eq(appointments.id, id))).toMatchObject([
    { confirmed: false, decidedBy: null, decidedAt: ctx.now() },
  ]);
  expect(await ctx.db.select().from(appointments).where(eq(appointments.id, decided.id))).toMatchObject([
    { confirmed: true },
  ]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    {
      kind: "appointment-decided",
      actorId: null,
      targetId: id,
      facts: { structureId, attachmentId, confirmed: false },
    },
  ]);
});

test("SEC-97 · two instances at once write down each lapse once", async () => {
  const ctx = await testContext();
  for (let n = 0; n < 6; n++) await aProposal(ctx);
  ctx.moveTo("2026-02-05T09:00:00Z");
  const counts = await Promise.all([lapseAppointments(ctx), lapseAppointments(ctx)]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(6);
  expect(await ctx.db.$count(auditEvents)).toBe(6);
});
