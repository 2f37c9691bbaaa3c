import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { appointments, attachments } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { trailOf } from "@/lib/testing/trail";
import { proposeAppointment } from "./propose-appointment";

const evidence = "Identity card and extract of the register seen on 5 January";

test("SEC-68 · a proposal holds reason and proof, is in the trail, and changes nothing by itself", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { attachment } = await aPendingRequest(ctx, structure);
  const act = await aSupportAct(ctx, { reason: "The seat is empty" });
  const { accountId: proposedBy } = act.administrator;
  const outcome = await proposeAppointment(ctx, act, { attachmentId: attachment.id, evidence });
  if (outcome.kind !== "proposed") throw new Error(outcome.kind);
  const { appointmentId: id } = outcome;
  const facts = { structureId: structure.id, attachmentId: attachment.id };
  expect(await ctx.db.select().from(appointments)).toMatchObject([
    { id, ...facts, reason: "The seat is empty", proof: evidence, proposedBy, proposedAt: ctx.now(), decidedAt: null },
  ]);
  expect(await ctx.db.select().from(attachments)).toEqual([attachment]);
  expect(await ctx.db.select().from(structures)).toMatchObject([{ managerVacantSince: ctx.now(), takenOverAt: null }]);
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
  const trail = await trailOf(ctx, id);
  expect(trail).toMatchObject([
    { kind: "appointment-proposed", actorId: proposedBy, facts },
    {
      kind: "administrator-acted",
      actorId: proposedBy,
      facts: { act: "propose-appointment" },
    },
  ]);
});

test("R-509 · a secondary manager or a member of a vacant or contested structure can be proposed", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  for (const role of ["secondary-manager", "member"] as const) {
    const structure = await aStructure(ctx);
    if (role === "member") await aManagerOf(ctx, structure);
    const { attachment } = await aMemberOf(ctx, structure, { role });
    const outcome = await proposeAppointment(ctx, act, { attachmentId: attachment.id, evidence });
    expect(outcome, role).toMatchObject({ kind: "proposed" });
  }
});

test("R-007 · neither the primary manager, nor somebody whose account or attachment is over, nor oneself, nor in an inactive structure", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const support = await anAccount(ctx, { isAdministrator: true });
  const act = await aSupportAct(ctx, { account: support });
  const propose = (attachmentId: string) => proposeAppointment(ctx, act, { attachmentId, evidence });
  const manager = await aManagerOf(ctx, structure);
  const closed = await aMemberOf(ctx, structure, { account: await anAccount(ctx, DEACTIVATED) });
  const others = [manager, closed];
  for (const status of ["suspended", "ended", "refused", "cancelled"] as const) {
    others.push(await aMemberOf(ctx, structure, { status }));
  }
  for (const { attachment } of others) {
    expect(await propose(attachment.id), attachment.status).toEqual({ kind: "candidate-unfit" });
  }
  const own = await aPendingRequest(ctx, structure, { account: support });
  expect(await propose(own.attachment.id)).toEqual({ kind: "own-candidacy" });
  expect(await propose(ctx.id())).toEqual({ kind: "not-found" });
  const { attachment } = await aMemberOf(ctx, structure);
  await ctx.db.update(structures).set({ status: "inactive" });
  expect(await propose(attachment.id)).toEqual({ kind: "structure-inactive" });
  expect(await ctx.db.$count(appointments)).toBe(0);
});

test("SEC-31 · of ten proposals for one structure at once one is kept", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const requests = await Promise.all(Array.from({ length: 10 }, () => aPendingRequest(ctx, structure)));
  const act = await aSupportAct(ctx);
  const outcomes = await Promise.all(
    requests.map(({ attachment }) => proposeAppointment(ctx, act, { attachmentId: attachment.id, evidence })),
  );
  expect(outcomes.filter(({ kind }) => kind === "proposed")).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === "already-proposed")).toHaveLength(9);
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "appointment-proposed"))).toBe(1);
});

test("SEC-67 · whoever is no administrator any more proposes nobody", async () => {
  const ctx = await testContext();
  const { attachment } = await aPendingRequest(ctx, await aStructure(ctx));
  const act = await aSupportAct(ctx);
  await ctx.db.update(accounts).set({ isAdministrator: false });
  const outcome = await proposeAppointment(ctx, act, { attachmentId: attachment.id, evidence });
  expect(outcome).toEqual({ kind: "not-permitted" });
});
