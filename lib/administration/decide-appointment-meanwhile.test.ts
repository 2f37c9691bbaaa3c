import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { appointments, attachments, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { aProposalOf } from "@/lib/testing/appointments";
import { testContext } from "@/lib/testing/context";
import { type Attached, anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { decideAppointment } from "./decide-appointment";

describe("SEC-67 · what changed between the proposal and the decision", () => {
  test("SEC-67 · a person who left, an account that was closed, a structure that was deactivated: nobody is named", async () => {
    const ctx = await testContext();
    const changes = {
      "candidate-unfit": [
        (at: Attached) => ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, at.account.id)),
        (at: Attached) =>
          ctx.db.update(attachments).set({ status: "cancelled" }).where(eq(attachments.id, at.attachment.id)),
      ],
      "structure-inactive": [
        (at: Attached) =>
          ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, at.attachment.structureId)),
      ],
    } as const;
    for (const [kind, ways] of Object.entries(changes)) {
      for (const change of ways) {
        const request = await aPendingRequest(ctx, await aStructure(ctx));
        const { appointmentId, confirmer } = await aProposalOf(ctx, request);
        await change(request);
        expect(await decideAppointment(ctx, confirmer, { appointmentId, decision: "confirm" })).toEqual({ kind });
        const [row] = await ctx.db.select().from(appointments).where(eq(appointments.id, appointmentId));
        expect(row?.decidedAt).toBeNull();
        expect(await decideAppointment(ctx, confirmer, { appointmentId, decision: "decline" })).toEqual({
          kind: "declined",
        });
      }
    }
    expect(await ctx.db.$count(outboxMessages)).toBe(0);
  });

  test("SEC-67 · who is no administrator any more decides nothing; nobody decides on himself; an unknown one does not exist", async () => {
    const ctx = await testContext();
    const self = await anAccount(ctx, { isAdministrator: true });
    const request = await aPendingRequest(ctx, await aStructure(ctx), { account: self });
    const { appointmentId, confirmer } = await aProposalOf(ctx, request);
    const confirm = { appointmentId, decision: "confirm" } as const;
    const own = await aSupportAct(ctx, { account: self });
    expect(await decideAppointment(ctx, own, confirm)).toEqual({ kind: "own-candidacy" });
    const unknown = { ...confirm, appointmentId: ctx.id() };
    expect(await decideAppointment(ctx, confirmer, unknown)).toEqual({ kind: "not-found" });
    await ctx.db.update(accounts).set({ isAdministrator: false });
    expect(await decideAppointment(ctx, confirmer, confirm)).toEqual({ kind: "not-permitted" });
  });

  test("SEC-66 · thirty decisions at once: one counts, one mail each, the others find it decided", async () => {
    const ctx = await testContext();
    const request = await aPendingRequest(ctx, await aStructure(ctx));
    const { appointmentId, confirmer } = await aProposalOf(ctx, request);
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        decideAppointment(ctx, confirmer, { appointmentId, decision: n % 2 === 0 ? "confirm" : "decline" }),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === "already-decided")).toHaveLength(29);
    expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "appointment-decided"))).toBe(1);
    const confirmed = outcomes.some(({ kind }) => kind === "confirmed");
    expect(await ctx.db.$count(outboxMessages)).toBe(confirmed ? 2 : 0);
    expect(await ctx.db.$count(subscriptions)).toBe(confirmed ? 2 : 0);
  });
});
