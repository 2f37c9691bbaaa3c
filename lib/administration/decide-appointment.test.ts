import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import {
  appointments,
  attachmentDepartments,
  attachments,
  feedEvents,
  structureHistory,
  subscriptions,
} from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { departments, structures } from "@/drizzle/schema/structure";
import { aProposalOf } from "@/lib/testing/appointments";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
  DEACTIVATED,
  type Structure,
} from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { decideAppointment } from "./decide-appointment";
import { proposeAppointment } from "./propose-appointment";

const roleOf = async (ctx: TestContext, id: string) =>
  (await ctx.db.select().from(attachments).where(eq(attachments.id, id)))[0];

const structureOf = async (ctx: TestContext, { id }: Structure) =>
  (await ctx.db.select().from(structures).where(eq(structures.id, id)))[0];

describe("SEC-68 · two administrators name a primary manager", () => {
  test("SEC-68, R-706 · the second one confirms: the requester manages at once, in every workspace that is open", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx, { opened: ["ENGAGEMENTS", "FACTURES_EMISES"] });
    const request = await aPendingRequest(ctx, structure);
    const { appointmentId, confirmer } = await aProposalOf(ctx, request);
    ctx.moveTo("2026-01-06T09:00:00Z");
    const confirm = { appointmentId, decision: "confirm" } as const;
    expect(await decideAppointment(ctx, await renewed(ctx, confirmer), confirm)).toEqual({
      kind: "confirmed",
      structureId: structure.id,
    });

    const deciderId = confirmer.administrator.accountId;
    expect(await roleOf(ctx, request.attachment.id)).toMatchObject({
      role: "primary-manager",
      status: "approved",
      decidedBy: deciderId,
      decidedAt: ctx.now(),
    });
    expect(await structureOf(ctx, structure)).toMatchObject({ managerVacantSince: null, takenOverAt: ctx.now() });
    expect(await ctx.db.select().from(appointments)).toMatchObject([
      { confirmed: true, decidedBy: deciderId, decidedAt: ctx.now(), decisionReason: "Checked by telephone" },
    ]);
    const { actor } = await aSessionOf(ctx, request.account);
    expect(actor.subscriptions.map(({ workspace, access }) => [workspace, access]).sort()).toEqual([
      ["ENGAGEMENTS", "write"],
      ["FACTURES_EMISES", "write"],
    ]);
    const mails = await ctx.db.select().from(outboxMessages);
    expect(mails.map(({ recipient, message }) => [recipient, message])).toEqual([
      [request.account.contactEmail, { kind: "manager-appointed", structureId: structure.id, appointmentId }],
      [
        request.account.contactEmail,
        { kind: "attachment-decided", attachmentId: request.attachment.id, decision: "approved", deciderId },
      ],
    ]);
    expect(await ctx.db.select().from(structureHistory)).toMatchObject([
      { kind: "manager-appointed", actorId: deciderId, subjectId: request.account.id },
    ]);
    const trail = await ctx.db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.actorId, deciderId))
      .orderBy(auditEvents.position);
    const kinds = trail.map(({ kind }) => kind).filter((kind) => !/^(password|signed)/.test(kind));
    expect(kinds.slice(0, 2)).toEqual(["appointment-decided", "administrator-acted"]);
    // Written in one round trip, in whatever order.
    expect(kinds.slice(2).sort()).toEqual(["attachment-approved", "management-transferred"]);
  });

  test("R-705 SEC-67 · who is named has what he asked for: nothing of his own waits on his desk", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx, { opened: ["DUME"] });
    const candidate = await aMemberOf(ctx, structure);
    const { id } = await aSubscriptionRequest(ctx, candidate, { workspace: "DUME" });
    const { appointmentId, confirmer } = await aProposalOf(ctx, candidate);
    await decideAppointment(ctx, await renewed(ctx, confirmer), { appointmentId, decision: "confirm" });
    const lines = await ctx.db.select().from(subscriptions).where(eq(subscriptions.workspace, "DUME"));
    expect(lines).toMatchObject([{ id, status: "active" }]);
    expect((await aSessionOf(ctx, candidate.account)).actor.waitingDecisions).toBe(0);
    const told = { kind: "subscription-approved", targetId: id, actorId: confirmer.administrator.accountId };
    expect(await ctx.db.select().from(structureHistory)).toContainEqual(expect.objectContaining(told));
  });

  test("R-810, R-812 · of the services he asked for, those that closed meanwhile are refused", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const candidate = await aPendingRequest(ctx, structure);
    const [open, closed] = [ctx.id(), ctx.id()];
    const service = { structureId: structure.id, validFrom: "2020-01-01" };
    await ctx.db.insert(departments).values([
      { ...service, id: open, code: "FINANCES", name: "Direction des finances" },
      { ...service, id: closed, code: "ARCHIVES", name: "Service des archives", validUntil: "2026-01-04" },
    ]);
    const line = { attachmentId: candidate.attachment.id, status: "pending" as const, requestedAt: ctx.now() };
    const lines = [open, closed].map((departmentId) => ({ ...line, departmentId }));
    await ctx.db.insert(attachmentDepartments).values(lines);
    const { appointmentId, confirmer } = await aProposalOf(ctx, candidate);
    const confirm = { appointmentId, decision: "confirm" } as const;
    expect(await decideAppointment(ctx, confirmer, confirm)).toMatchObject({ kind: "confirmed" });
    const answers = await ctx.db.select().from(attachmentDepartments);
    expect(new Map(answers.map(({ departmentId, status }) => [departmentId, status]))).toEqual(
      new Map([
        [open, "approved"],
        [closed, "refused"],
      ]),
    );
  });

  test("SEC-68 · SEC-67 · a proposer who is no administrator any more stands for nothing: proposed anew by another one", async () => {
    const ctx = await testContext();
    for (const lost of [{ isAdministrator: false }, DEACTIVATED]) {
      const request = await aPendingRequest(ctx, await aStructure(ctx));
      const { appointmentId, proposer, confirmer } = await aProposalOf(ctx, request);
      await ctx.db.update(accounts).set(lost).where(eq(accounts.id, proposer.administrator.accountId));
      const confirm = { appointmentId, decision: "confirm" } as const;
      expect(await decideAppointment(ctx, confirmer, confirm)).toEqual({ kind: "proposer-gone" });
      expect(await roleOf(ctx, request.attachment.id)).toMatchObject({ role: "member", status: "pending" });
      // He declines it, and may propose it himself: a third one confirms.
      expect(await decideAppointment(ctx, confirmer, { appointmentId, decision: "decline" })).toEqual({
        kind: "declined",
      });
      const again = { attachmentId: request.attachment.id, evidence: "Identity card seen" };
      expect(await proposeAppointment(ctx, confirmer, again)).toMatchObject({ kind: "proposed" });
    }
  });

  test("SEC-68 · one administrator alone names nobody, neither by the code nor by the database; he may withdraw", async () => {
    const ctx = await testContext();
    const request = await aPendingRequest(ctx, await aStructure(ctx));
    const { appointmentId, proposer } = await aProposalOf(ctx, request);
    const decide = (decision: "confirm" | "decline") => decideAppointment(ctx, proposer, { appointmentId, decision });
    expect(await decide("confirm")).toEqual({ kind: "own-proposal" });
    expect(await roleOf(ctx, request.attachment.id)).toMatchObject({ role: "member", status: "pending" });
    const byForce = ctx.db
      .update(appointments)
      .set({ confirmed: true, decidedBy: proposer.administrator.accountId, decidedAt: ctx.now() });
    await expect(byForce).rejects.toMatchObject({ cause: { constraint: "appointments_take_two" } });
    expect(await decide("decline")).toEqual({ kind: "declined" });
  });

  test("SEC-68 · rejected with a reason, nothing changes, nobody is told, and another proposal may follow", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const request = await aPendingRequest(ctx, structure);
    const { appointmentId, confirmer } = await aProposalOf(ctx, request);
    expect(await decideAppointment(ctx, confirmer, { appointmentId, decision: "decline" })).toEqual({
      kind: "declined",
    });
    expect(await roleOf(ctx, request.attachment.id)).toMatchObject({ role: "member", status: "pending" });
    expect(await structureOf(ctx, structure)).toMatchObject({ managerVacantSince: ctx.now(), takenOverAt: null });
    expect(await ctx.db.$count(outboxMessages)).toBe(0);
    const decided = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "appointment-decided"));
    expect(decided).toMatchObject([{ targetId: appointmentId, facts: { confirmed: false } }]);
    await expect(aProposalOf(ctx, request)).resolves.toMatchObject({});
  });

  test.each(["on", "off"] as const)(
    "SEC-65, C-17 · a contested seat changes hands, with secondary managers %s: never two, never nobody, all attached told",
    async (secondary) => {
      const ctx = await testContext({ env: { SECONDARY_MANAGERS: secondary } });
      const structure = await aStructure(ctx);
      const former = await aManagerOf(ctx, structure);
      const chosen = await aMemberOf(ctx, structure);
      const other = await aMemberOf(ctx, structure);
      const gone = await aMemberOf(ctx, structure, { account: await anAccount(ctx, DEACTIVATED) });
      const { appointmentId, confirmer } = await aProposalOf(ctx, chosen);
      await decideAppointment(ctx, confirmer, { appointmentId, decision: "confirm" });

      expect(await roleOf(ctx, former.attachment.id)).toMatchObject({
        role: secondary === "on" ? "secondary-manager" : "member",
        status: "approved",
      });
      expect(await roleOf(ctx, chosen.attachment.id)).toMatchObject({ role: "primary-manager" });
      const attached = [former, chosen, other].map(({ account }) => account);
      const mails = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.kind, "manager-appointed"));
      expect(mails.map(({ recipient }) => recipient).sort()).toEqual(
        attached.map(({ contactEmail }) => contactEmail).sort(),
      );
      expect(mails.map(({ recipient }) => recipient)).not.toContain(gone.account.contactEmail);
      const feed = await ctx.db.select().from(feedEvents).where(eq(feedEvents.kind, "manager-appointed"));
      expect(feed.map(({ accountId }) => accountId).sort()).toEqual(attached.map(({ id }) => id).sort());
      const own = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.kind, "attachment-decided"));
      expect(own).toMatchObject([{ recipient: chosen.account.contactEmail, message: { decision: "role-changed" } }]);
      const [moved] = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "management-transferred"));
      expect(moved?.facts).toEqual({ structureId: structure.id, from: former.account.id, to: chosen.account.id });
    },
  );

  test("SEC-68, R-509 · who lost the role because his account was closed is told too, and steps down", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const former = await aManagerOf(ctx, structure, { account: await anAccount(ctx, DEACTIVATED) });
    await ctx.db.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
    const chosen = await aMemberOf(ctx, structure, { role: "secondary-manager" });
    const { appointmentId, confirmer } = await aProposalOf(ctx, chosen);
    const outcome = await decideAppointment(ctx, confirmer, { appointmentId, decision: "confirm" });
    expect(outcome).toMatchObject({ kind: "confirmed" });
    expect(await roleOf(ctx, former.attachment.id)).toMatchObject({ role: "secondary-manager" });
    const mails = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.kind, "manager-appointed"));
    expect(mails.map(({ recipient }) => recipient)).toContain(former.account.contactEmail);
  });
});

/** The same administrator a day later: his password was asked again. */
async function renewed(ctx: TestContext, { administrator, reason }: Awaited<ReturnType<typeof aSupportAct>>) {
  const [account] = await ctx.db.select().from(accounts).where(eq(accounts.id, administrator.accountId));
  return aSupportAct(ctx, { account, reason });
}
