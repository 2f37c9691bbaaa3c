import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import {
  attachmentDepartments,
  attachments,
  feedEvents,
  structureHistory,
  subscriptions,
} from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { departments, structures } from "@/drizzle/schema/structure";
import type { Context } from "@/lib/platform/context";
import type { Role } from "@/lib/structure/rights";
import { clearTrail } from "@/lib/testing/clear-trail";
import { type TestOptions, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  aPermitOf,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
  DEACTIVATED,
  type Structure,
} from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import { cancelSubscriptionRequest } from "./cancel-subscription-request";
import { changeMember, type MemberChange } from "./change-member";
import { duplicatePermissions } from "./duplicate-permissions";
import { endSubscription } from "./end-subscription";

const right = "manage-members";

async function aDepartment(ctx: Context, structure: Structure, days: { validUntil?: string } = {}): Promise<string> {
  const id = ctx.id();
  const code = `S-${id.slice(0, 8)}`;
  await ctx.db
    .insert(departments)
    .values({ id, structureId: structure.id, code, name: "Travaux", validFrom: "2020-01-01", ...days });
  return id;
}

/** A manager of that role, and a member who uses issued invoices. */
async function twoPeople({ by = "primary-manager", ...options }: { by?: Role } & TestOptions = {}) {
  const ctx = await testContext(options);
  const structure = await aStructure(ctx, { opened: ["FACTURES_EMISES", "ENGAGEMENTS", "SUIVI_FLUX"] });
  const manager = await aManagerOf(ctx, structure, { role: by });
  const person = await aMemberOf(ctx, structure, { workspaces: ["FACTURES_EMISES"] });
  const permit = await aPermitOf(ctx, manager.account, { structure, right });
  await clearTrail(ctx);
  const same: MemberChange = {
    attachmentId: person.attachment.id,
    role: "member",
    departmentIds: [],
    workspaces: [{ workspace: "FACTURES_EMISES", access: "write" }],
  };
  return { ctx, structure, manager, person, permit, same };
}

test("R-830, N-16 · workspaces and modes are exactly what is asked: added, altered, ended, told in one mail each way", async () => {
  const { ctx, structure, manager, person, permit, same } = await twoPeople();
  const asked = await aSubscriptionRequest(ctx, person, { workspace: "SUIVI_FLUX", access: "read" });
  const outcome = await changeMember(ctx, permit, {
    ...same,
    workspaces: [
      { workspace: "ENGAGEMENTS", access: "read" },
      { workspace: "SUIVI_FLUX", access: "write" },
    ],
  });
  expect(outcome).toEqual({ kind: "done" });

  const uses = await ctx.db.select().from(subscriptions).where(eq(subscriptions.accountId, person.account.id));
  expect(uses.map(({ workspace, access, status }) => `${workspace} ${access} ${status}`).sort()).toEqual([
    "ENGAGEMENTS read active",
    "FACTURES_EMISES write ended",
    "SUIVI_FLUX write active",
  ]);
  expect(uses.find(({ id }) => id === asked.id)).toMatchObject({ status: "active", decidedBy: manager.account.id });

  const mails = (await ctx.db.select().from(outboxMessages)).map(({ message }) => message);
  expect(mails).toHaveLength(2);
  const ended = uses.filter(({ status }) => status === "ended").map(({ id }) => id);
  expect(mails).toContainEqual({
    kind: "subscriptions-decided",
    subscriptionIds: ended,
    decision: "ended",
    deciderId: manager.account.id,
  });
  const history = (await ctx.db.select().from(structureHistory)).map(({ kind, workspace }) => `${kind} ${workspace}`);
  expect(history.sort()).toEqual([
    "permissions-changed null",
    "subscription-approved ENGAGEMENTS",
    "subscription-approved SUIVI_FLUX",
    "subscription-ended FACTURES_EMISES",
  ]);
  const feed = await ctx.db.select().from(feedEvents).where(eq(feedEvents.accountId, person.account.id));
  expect(feed.map(({ kind, workspace }) => `${kind} ${workspace}`).sort()).toEqual([
    "subscription-approved ENGAGEMENTS",
    "subscription-approved SUIVI_FLUX",
    "subscription-ended FACTURES_EMISES",
  ]);
  const audit = (await ctx.db.select().from(auditEvents)).map(({ kind }) => kind).sort();
  expect(audit).toEqual([
    "permissions-changed",
    "subscription-approved",
    "subscription-approved",
    "subscription-ended",
  ]);
  expect(await personalValuesOf(ctx, "subscription-approved")).toMatchObject([
    { origin: "192.0.2.1" },
    { origin: "192.0.2.1" },
  ]);
  expect(structure.status).toBe("active");
});

test("R-852 · departments are exactly what is ticked; a closed one may be kept, not given; a foreign one never", async () => {
  const { ctx, structure, person, permit, same } = await twoPeople();
  const [kept, dropped, added] = [
    await aDepartment(ctx, structure, { validUntil: "2025-12-31" }),
    await aDepartment(ctx, structure),
    await aDepartment(ctx, structure),
  ];
  const closed = await aDepartment(ctx, structure, { validUntil: "2025-12-31" });
  const foreign = await aDepartment(ctx, await aStructure(ctx));
  const held = { attachmentId: person.attachment.id, status: "approved" as const, requestedAt: ctx.now() };
  await ctx.db.insert(attachmentDepartments).values([
    { ...held, departmentId: kept },
    { ...held, departmentId: dropped },
    // Refused before: may be given now.
    { ...held, departmentId: added, status: "refused" },
  ]);
  for (const id of [closed, foreign, ctx.id()]) {
    expect(await changeMember(ctx, permit, { ...same, departmentIds: [id] })).toEqual({ kind: "no-department" });
  }
  expect(await changeMember(ctx, permit, { ...same, departmentIds: [kept, added] })).toEqual({ kind: "done" });
  const lines = await ctx.db.select().from(attachmentDepartments);
  expect(lines.map(({ departmentId, status }) => [departmentId, status]).sort()).toEqual(
    [
      [kept, "approved"],
      [added, "approved"],
    ].sort(),
  );
});

test("R-703 R-704 R-906 · to give a workspace that was asked for one service grants that request, and opens no second one", async () => {
  const { ctx, structure, person, permit, same } = await twoPeople();
  const departmentId = await aDepartment(ctx, structure);
  const { id } = await aSubscriptionRequest(ctx, person, { departmentId, access: "read" });
  const workspaces = [...same.workspaces, { workspace: "SUIVI_FLUX", access: "write" } as const];
  expect(await changeMember(ctx, permit, { ...same, workspaces })).toEqual({ kind: "done" });
  const lines = await ctx.db.select().from(subscriptions).where(eq(subscriptions.workspace, "SUIVI_FLUX"));
  const theirs = lines.filter(({ accountId }) => accountId === person.account.id);
  expect(theirs).toMatchObject([{ id, departmentId, access: "write", status: "active" }]);
});

test("R-705 SEC-67 · who becomes a secondary manager has what he asked for: nothing of his own waits on his desk", async () => {
  const { ctx, manager, person, permit, same } = await twoPeople();
  const { id } = await aSubscriptionRequest(ctx, person);
  expect(await changeMember(ctx, permit, { ...same, role: "secondary-manager" })).toEqual({ kind: "done" });
  const [own] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, id));
  expect(own).toMatchObject({ status: "active", access: "write", decidedBy: manager.account.id });
  const { actor } = await aSessionOf(ctx, person.account);
  expect(actor.waitingDecisions).toBe(0);
  const told = { actorId: manager.account.id, targetId: id, kind: "subscription-approved" };
  expect(await ctx.db.select().from(auditEvents)).toContainEqual(expect.objectContaining(told));
  expect(await ctx.db.select().from(structureHistory)).toContainEqual(expect.objectContaining(told));
  const mails = await ctx.db.select().from(outboxMessages);
  expect(mails.map(({ recipient }) => recipient)).toEqual(Array(2).fill(person.account.contactEmail));
});

test("R-703 · a workspace that is not open on the structure is given to nobody", async () => {
  const { ctx, permit, same } = await twoPeople();
  const outcome = await changeMember(ctx, permit, { ...same, workspaces: [{ workspace: "DUME", access: "read" }] });
  expect(outcome).toEqual({ kind: "workspace-closed" });
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("N-15, R-005 · the primary manager appoints a secondary one, and revokes him: each time he is told", async () => {
  const { ctx, structure, manager, person, permit, same } = await twoPeople();
  expect(await changeMember(ctx, permit, { ...same, role: "secondary-manager" })).toEqual({ kind: "done" });
  expect(await changeMember(ctx, permit, same)).toEqual({ kind: "done" });
  const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, person.attachment.id));
  expect(row?.role).toBe("member");
  const audit = await ctx.db.select().from(auditEvents);
  expect(audit).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        kind: "role-changed",
        actorId: manager.account.id,
        facts: { structureId: structure.id, from: "member", to: "secondary-manager" },
      }),
      expect.objectContaining({
        kind: "role-changed",
        facts: { structureId: structure.id, from: "secondary-manager", to: "member" },
      }),
    ]),
  );
  // Nothing else changed, nothing else is told.
  expect(audit).toHaveLength(2);
  const mails = await ctx.db.select().from(outboxMessages);
  expect(mails.map(({ message, recipient }) => [recipient, message])).toEqual(
    Array(2).fill([person.account.contactEmail, expect.objectContaining({ decision: "role-changed" })]),
  );
  expect(await ctx.db.$count(feedEvents, eq(feedEvents.kind, "role-changed"))).toBe(2);
  expect(await ctx.db.$count(structureHistory, eq(structureHistory.kind, "role-changed"))).toBe(2);
});

describe("SEC-64 · the role in a form raises nobody", () => {
  test.each(["secondary-manager", "primary-manager"] as const)(
    "a secondary manager makes nobody a %s",
    async (role) => {
      const { ctx, permit, same, person } = await twoPeople({ by: "secondary-manager" });
      expect(await changeMember(ctx, permit, { ...same, role })).toEqual({ kind: "not-permitted" });
      const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, person.attachment.id));
      expect(row?.role).toBe("member");
    },
  );

  test("not even the primary manager makes a second one by a change: that is a transfer", async () => {
    const { ctx, permit, same } = await twoPeople();
    expect(await changeMember(ctx, permit, { ...same, role: "primary-manager" })).toEqual({ kind: "not-permitted" });
  });

  test("a secondary manager changes neither himself, nor an equal, nor the primary one; nor a stranger", async () => {
    const { ctx, structure, manager, permit, same } = await twoPeople({ by: "secondary-manager" });
    const primary = await aManagerOf(ctx, structure);
    const equal = await aManagerOf(ctx, structure, { role: "secondary-manager" });
    const foreign = await aMemberOf(ctx, await aStructure(ctx));
    const kinds = [];
    for (const { attachment } of [manager, primary, equal, foreign]) {
      kinds.push((await changeMember(ctx, permit, { ...same, attachmentId: attachment.id })).kind);
    }
    expect(kinds).toEqual(["not-permitted", "not-permitted", "not-permitted", "not-found"]);
  });
});

test("C-17, SEC-71 · where there are no secondary managers none is appointed, and who is one can be made a member", async () => {
  const { ctx, structure, permit, same } = await twoPeople({ env: { SECONDARY_MANAGERS: "off" } });
  expect(await changeMember(ctx, permit, { ...same, role: "secondary-manager" })).toEqual({ kind: "not-permitted" });
  const { attachment } = await aManagerOf(ctx, structure, { role: "secondary-manager", workspaces: [] });
  const left = { ...same, attachmentId: attachment.id, workspaces: [] };
  expect(await changeMember(ctx, permit, { ...left, role: "secondary-manager" })).toEqual({ kind: "not-permitted" });
  expect(await changeMember(ctx, permit, left)).toEqual({ kind: "done" });
});

test.each(["pending", "suspended", "ended"] as const)("R-851 · who is %s is not changed", async (status) => {
  const { ctx, structure, permit, same } = await twoPeople();
  const { attachment } = await aMemberOf(ctx, structure, { status });
  expect(await changeMember(ctx, permit, { ...same, attachmentId: attachment.id })).toEqual({ kind: "wrong-state" });
});

test("R-801 · in an inactive structure rights can be taken, not given", async () => {
  const { ctx, structure, permit, same } = await twoPeople();
  await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
  const more = [...same.workspaces, { workspace: "ENGAGEMENTS" as const, access: "read" as const }];
  expect(await changeMember(ctx, permit, { ...same, workspaces: more })).toEqual({ kind: "structure-inactive" });
  expect(await changeMember(ctx, permit, { ...same, workspaces: [] })).toEqual({ kind: "done" });
});

test("SEC-66 · saving what is already so tells nobody, and twenty saves at once are told once", async () => {
  const { ctx, permit, same } = await twoPeople();
  expect(await changeMember(ctx, permit, same)).toEqual({ kind: "done" });
  expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(auditEvents)]).toEqual([0, 0]);
  const wanted = { ...same, workspaces: [{ workspace: "ENGAGEMENTS" as const, access: "read" as const }] };
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => changeMember(ctx, permit, wanted)));
  expect(outcomes).toEqual(Array(20).fill({ kind: "done" }));
  expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(structureHistory)]).toEqual([2, 3]);
});

describe("R-704, SEC-66, SEC-67 · what its owner cancelled or ended never comes back by a change made meanwhile", () => {
  const rounds = Array.from({ length: 10 }, (_, round) => round);

  test("a request is cancelled while a manager grants it, in a change or a duplication", async () => {
    const { ctx, structure, permit, same } = await twoPeople();
    const model = await aMemberOf(ctx, structure, { workspaces: ["SUIVI_FLUX"] });
    await Promise.all(
      rounds.map(async (round) => {
        const person = await aMemberOf(ctx, structure, { workspaces: [] });
        const { id: subscriptionId } = await aSubscriptionRequest(ctx, person);
        const { actor } = await aSessionOf(ctx, person.account);
        const attachmentId = person.attachment.id;
        const workspaces = [{ workspace: "SUIVI_FLUX" as const, access: "write" as const }];
        const fromAttachmentId = model.attachment.id;
        const [granted, cancelled] = await Promise.all([
          round % 2 === 0
            ? changeMember(ctx, permit, { ...same, attachmentId, workspaces })
            : duplicatePermissions(ctx, permit, { fromAttachmentId, toAttachmentId: attachmentId }),
          cancelSubscriptionRequest(ctx, actor, { subscriptionId }),
        ]);
        expect(granted).toEqual({ kind: "done" });
        const [row] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId));
        expect(row?.status).toBe(cancelled.kind === "cancelled" ? "cancelled" : "active");
        // Told of once, by whoever was faster.
        const told = await ctx.db.select().from(auditEvents).where(eq(auditEvents.targetId, subscriptionId));
        expect(told.map(({ kind }) => kind)).toEqual([
          cancelled.kind === "cancelled" ? "subscription-cancelled" : "subscription-approved",
        ]);
      }),
    );
  });

  test("a use is given up while a manager alters or ends it: it ends once", async () => {
    const { ctx, structure, permit, same } = await twoPeople();
    await Promise.all(
      rounds.map(async (round) => {
        const person = await aMemberOf(ctx, structure, { workspaces: ["SUIVI_FLUX"] });
        const mine = eq(subscriptions.accountId, person.account.id);
        const [{ id: subscriptionId } = { id: "" }] = await ctx.db.select().from(subscriptions).where(mine);
        const { actor } = await aSessionOf(ctx, person.account);
        const workspaces = round % 2 === 0 ? [] : [{ workspace: "SUIVI_FLUX" as const, access: "read" as const }];
        await Promise.all([
          changeMember(ctx, permit, { ...same, attachmentId: person.attachment.id, workspaces }),
          endSubscription(ctx, actor, { subscriptionId }),
        ]);
        const [row] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId));
        expect(row?.status).toBe("ended");
        const told = await ctx.db.select().from(auditEvents).where(eq(auditEvents.targetId, subscriptionId));
        expect(told.filter(({ kind }) => kind === "subscription-ended")).toHaveLength(1);
      }),
    );
  });
});

test("R-510 · whose account is frozen is changed all the same, and not written to", async () => {
  const { ctx, person, permit, same } = await twoPeople();
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, person.account.id));
  const wanted = { ...same, role: "secondary-manager" as const, workspaces: [] };
  expect(await changeMember(ctx, permit, wanted)).toEqual({ kind: "done" });
  const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, person.attachment.id));
  expect(row?.role).toBe("secondary-manager");
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});
