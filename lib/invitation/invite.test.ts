import { eq, like, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { throttleCounters } from "@/drizzle/schema/account";
import { attachments, feedEvents, invitations, structureHistory } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { activateAccount } from "@/lib/onboarding/activate-account";
import { inTransaction } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import { testContext } from "@/lib/testing/context";
import { aDepartmentOf, anInvitation, anInviting, anOffer } from "@/lib/testing/invitations";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aPermitOf,
  aSessionOf,
  aStructure,
  DEACTIVATED,
} from "@/lib/testing/people";
import { anActivation, aWaitingRegistration, joining } from "@/lib/testing/registrations";
import { untilOneWaits } from "@/lib/testing/until-one-waits";
import { acceptInvitation } from "./accept-invitation";
import { invite } from "./invite";

const email = "nouvelle.recrue@example.org";

describe("R-909 · a manager invites whoever owns an address", () => {
  test("N-18, R-909 · the mail goes to the typed address, and nobody is attached before it is accepted", async () => {
    const ctx = await testContext();
    const { structure, manager, permit } = await anInviting(ctx);
    const departmentId = await aDepartmentOf(ctx, structure, { code: "COMPTA" });
    const workspaces = [{ workspace: "FACTURES_EMISES", access: "read" }] as const;
    const offer = anOffer(email, { departmentIds: [departmentId], workspaces: [...workspaces] });
    const outcome = await invite(ctx, permit, offer);
    expect(outcome).toMatchObject({ kind: "invited" });

    const [invitation, ...more] = await ctx.db.select().from(invitations);
    expect(more).toEqual([]);
    expect(invitation).toMatchObject({
      structureId: structure.id,
      email,
      role: "member",
      permissions: { departmentIds: [departmentId], workspaces },
      status: "pending",
      invitedBy: manager.id,
      invitedAt: ctx.now(),
      // Thirty days, as an activation link.
      expiresAt: new Date("2026-02-04T09:00:00Z"),
    });
    expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
      {
        kind: "invited-to-structure",
        recipient: email,
        language: "fr",
        message: { kind: "invited-to-structure", invitationId: invitation?.id },
      },
    ]);
    expect(await ctx.db.$count(attachments)).toBe(1);
  });

  test("R-909, R-1105 · the act stands in the trail, the history and the inviter's feed", async () => {
    const ctx = await testContext();
    const { structure, manager, permit } = await anInviting(ctx);
    const invitationId = await anInvitation(ctx, permit, anOffer(email));
    const structureId = structure.id;
    expect(await ctx.db.select().from(auditEvents)).toMatchObject([
      { kind: "invitation-sent", actorId: manager.id, targetId: invitationId, facts: { structureId, role: "member" } },
    ]);
    expect(await ctx.db.select().from(structureHistory)).toMatchObject([
      { kind: "invitation-sent", actorId: manager.id, targetId: invitationId, subjectId: null },
    ]);
    await anInvitation(ctx, permit, anOffer("autre@example.org"));
    expect(await ctx.db.select().from(feedEvents)).toMatchObject([
      { accountId: manager.id, structureId, kind: "invitation-sent" },
    ]);
    ctx.moveTo("2026-01-05T10:00:00Z");
    await anInvitation(ctx, permit, anOffer("encore@example.org"));
    expect(await ctx.db.$count(feedEvents)).toBe(2);
  });

  test("R-1105, R-1101 · whoever has an account finds it in his feed, and the mail in his language", async () => {
    const ctx = await testContext();
    const { permit, manager } = await anInviting(ctx);
    const account = await anAccount(ctx, { language: "en" });
    await anInvitation(ctx, permit, anOffer(account.email));
    expect(await ctx.db.select().from(feedEvents).where(eq(feedEvents.accountId, account.id))).toMatchObject([
      { kind: "invitation-received", personName: `${manager.givenName} ${manager.familyName}` },
    ]);
    expect(await ctx.db.select().from(outboxMessages)).toMatchObject([{ language: "en" }]);
  });

  test("R-005 · a secondary manager invites simple users; the primary manager alone invites managers", async () => {
    const ctx = await testContext();
    const { structure, permit } = await anInviting(ctx);
    const { account } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
    const second = await aPermitOf(ctx, account, { structure, right: "manage-members" });
    const role = "secondary-manager";
    expect(await invite(ctx, second, anOffer("a@example.org", { role }))).toEqual({ kind: "not-permitted" });
    expect(await invite(ctx, second, anOffer("a@example.org"))).toMatchObject({ kind: "invited" });
    expect(await invite(ctx, permit, anOffer("b@example.org", { role }))).toMatchObject({ kind: "invited" });
  });

  test("SEC-67 · who has lost the right since the page was shown invites nobody", async () => {
    const ctx = await testContext();
    const { structure, permit, manager } = await anInviting(ctx);
    await inTransaction(ctx, async (tx) => {
      await tx.db.update(attachments).set({ status: "ended" }).where(eq(attachments.accountId, manager.id));
      await tx.db.update(structures).set({ managerVacantSince: tx.now() }).where(eq(structures.id, structure.id));
    });
    expect(await invite(ctx, permit, anOffer(email))).toEqual({ kind: "not-permitted" });
    expect(await ctx.db.$count(outboxMessages)).toBe(0);
  });

  test("R-801 · nobody is invited to an inactive structure", async () => {
    const ctx = await testContext();
    const { permit } = await anInviting(ctx, { status: "inactive" });
    expect(await invite(ctx, permit, anOffer(email))).toEqual({ kind: "structure-inactive" });
  });

  test("R-703, R-810 · only what the structure has to give today is offered", async () => {
    const ctx = await testContext();
    const { structure, permit } = await anInviting(ctx);
    const closed = await aDepartmentOf(ctx, structure, { code: "A", validUntil: "2026-01-04" });
    const upcoming = await aDepartmentOf(ctx, structure, { code: "B", validFrom: "2026-01-06" });
    const foreign = await aDepartmentOf(ctx, await aStructure(ctx), { code: "C" });
    const lastDay = await aDepartmentOf(ctx, structure, { code: "D", validUntil: "2026-01-05" });
    for (const id of [closed, upcoming, foreign, ctx.id()]) {
      expect(await invite(ctx, permit, anOffer(email, { departmentIds: [id] }))).toEqual({ kind: "department-closed" });
    }
    const workspaces = [{ workspace: "SUIVI_FLUX", access: "read" } as const];
    expect(await invite(ctx, permit, anOffer(email, { workspaces }))).toEqual({ kind: "workspace-closed" });
    expect(await invite(ctx, permit, anOffer(email, { departmentIds: [lastDay] }))).toMatchObject({ kind: "invited" });
  });
});

describe("R-909 · one live invitation a structure and address", () => {
  test("R-909 · a second one is not sent, another structure's is", async () => {
    const ctx = await testContext();
    const { permit } = await anInviting(ctx);
    const other = await anInviting(ctx);
    await anInvitation(ctx, permit, anOffer(email));
    expect(await invite(ctx, permit, anOffer(email))).toEqual({ kind: "already-invited" });
    expect(await invite(ctx, other.permit, anOffer(email))).toMatchObject({ kind: "invited" });
    expect(await ctx.db.$count(outboxMessages)).toBe(2);
  });

  test("R-909 · one that ran out leaves its place to a new one", async () => {
    const ctx = await testContext();
    const { structure, manager, permit } = await anInviting(ctx);
    await anInvitation(ctx, permit, anOffer(email));
    ctx.moveTo("2026-02-04T08:59:59Z");
    const later = await aPermitOf(ctx, manager, { structure, right: "manage-members" });
    expect(await invite(ctx, later, anOffer(email))).toEqual({ kind: "already-invited" });
    ctx.moveTo("2026-02-04T09:00:00Z");
    expect(await invite(ctx, later, anOffer(email))).toMatchObject({ kind: "invited" });
    const rows = await ctx.db.select({ status: invitations.status }).from(invitations);
    expect(rows.map(({ status }) => status).sort()).toEqual(["expired", "pending"]);
  });

  test("SEC-31 · fifty at once make one invitation and one mail", async () => {
    const ctx = await testContext();
    const { permit } = await anInviting(ctx);
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => invite(ctx, permit, anOffer(email))));
    expect(outcomes.filter(({ kind }) => kind === "invited")).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === "already-invited")).toHaveLength(49);
    expect(await ctx.db.$count(outboxMessages)).toBe(1);
  });
});

test("SEC-22 · an unknown, known, attached, waiting, suspended and deactivated address cost the same and read the same", async () => {
  const ctx = await testContext();
  const { structure, manager, permit } = await anInviting(ctx);
  const people = [
    await anAccount(ctx),
    (await aMemberOf(ctx, structure)).account,
    (await aPendingRequest(ctx, structure)).account,
    (await aMemberOf(ctx, structure, { status: "suspended" })).account,
    await anAccount(ctx, DEACTIVATED),
    manager,
  ];
  const costs: unknown[] = [];
  for (const address of [email, ...people.map((person) => person.email)]) {
    ctx.queries();
    const { kind, ...more } = await invite(ctx, permit, anOffer(address));
    costs.push({ kind, told: Object.keys(more), queries: ctx.queries() });
  }
  expect(new Set(costs.map((cost) => JSON.stringify(cost)))).toEqual(
    new Set([JSON.stringify({ kind: "invited", told: ["invitationId"], queries: 15 })]),
  );
  expect(await ctx.db.$count(outboxMessages)).toBe(people.length + 1);
});

describe("SEC-28 · invitations cannot flood", () => {
  test("SEC-28 · an address gets five a day, whoever invites it", async () => {
    const ctx = await testContext();
    const kinds: string[] = [];
    for (let turn = 0; turn < 6; turn++) {
      kinds.push((await invite(ctx, (await anInviting(ctx)).permit, anOffer(email))).kind);
    }
    expect(kinds).toEqual([...Array(5).fill("invited"), "too-many-invitations"]);
    expect(await ctx.db.$count(invitations)).toBe(5);
    ctx.moveTo("2026-01-06T09:00:00Z");
    expect(await invite(ctx, (await anInviting(ctx)).permit, anOffer(email))).toMatchObject({ kind: "invited" });
  });

  test.each([
    ["a manager", 2000, "invite:"],
    ["a structure", 3000, "invite-for:"],
    ["the portal", 20_000, "invite-anywhere"],
  ])("SEC-28 · %s sends %i, and then none until its time has passed", async (_who, limit, key) => {
    const ctx = await testContext();
    const { permit } = await anInviting(ctx);
    await anInvitation(ctx, permit, anOffer("a@example.org"));
    const rows = await ctx.db.select({ key: throttleCounters.key }).from(throttleCounters);
    const counter = rows.find((row) => row.key.startsWith(key))?.key ?? "";
    await ctx.db
      .update(throttleCounters)
      .set({ used: limit - 1 })
      .where(eq(throttleCounters.key, counter));
    expect(await invite(ctx, permit, anOffer("b@example.org"))).toMatchObject({ kind: "invited" });
    expect(await invite(ctx, permit, anOffer("c@example.org"))).toEqual({ kind: "too-many-invitations" });
    expect(await ctx.db.$count(outboxMessages)).toBe(2);
  });

  test.each([
    ["a manager", "invite:", 2000, ["invite-for:", "invite-anywhere"]],
    ["a structure", "invite-for:", 3000, ["invite-anywhere"]],
  ])("SEC-28 · %s that has spent its own takes nothing from what is everybody's", async (_who, spent, limit, wider) => {
    const ctx = await testContext();
    const { permit } = await anInviting(ctx);
    await anInvitation(ctx, permit, anOffer("a@example.org"));
    await ctx.db
      .update(throttleCounters)
      .set({ used: limit, closedUntil: new Date("2026-01-06T09:00:00Z") })
      .where(like(throttleCounters.key, `${spent}%`));
    for (let turn = 0; turn < 3; turn++) {
      const offer = anOffer(`b${turn}@example.org`);
      expect(await invite(ctx, permit, offer)).toEqual({ kind: "too-many-invitations" });
    }
    const counters = await ctx.db.select().from(throttleCounters);
    for (const key of wider) expect(counters.find((row) => row.key.startsWith(key))?.used).toBe(1);
  });
});

describe("R-909 · an invitation and an activation of its address do not lock each other up", () => {
  test("R-909 · an invitation waits for the address before it holds the structure", async () => {
    const ctx = await testContext();
    const { structure, permit } = await anInviting(ctx);
    let invited: ReturnType<typeof invite> | undefined;
    await inTransaction(ctx, async (tx) => {
      await holdAddress(tx, email);
      invited = invite(ctx, permit, anOffer(email));
      await untilOneWaits(ctx);
      // What an activation does next; it would be told of a deadlock.
      await tx.db.execute(sql`select from structures where id = ${structure.id} for share`);
    });
    expect(await invited).toMatchObject({ kind: "invited" });
  });

  test("R-909 · SEC-31 · twelve people activate to join while they are invited: all of it happens", async () => {
    const ctx = await testContext();
    const { structure, permit } = await anInviting(ctx);
    const waiting = await Promise.all(
      Array.from({ length: 12 }, () => aWaitingRegistration(ctx, { organisation: joining(structure) })),
    );
    const outcomes = await Promise.all(
      waiting.flatMap(({ registration, secret }) => [
        activateAccount(ctx, anActivation(secret)),
        invite(ctx, permit, anOffer(registration.email)),
      ]),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(12).fill(["activated", "invited"]).flat());
  });
});

test("C-17 · SEC-71 · where secondary managers are switched off, nobody is invited as one, nor becomes one by an older invitation", async () => {
  const ctx = await testContext();
  const { permit } = await anInviting(ctx);
  const guest = await anAccount(ctx);
  const invitationId = await anInvitation(ctx, permit, anOffer(guest.email, { role: "secondary-manager" }));
  const off = { ...ctx, env: { ...ctx.env, SECONDARY_MANAGERS: "off" as const } };
  expect(await invite(off, permit, anOffer("another@example.org", { role: "secondary-manager" }))).toEqual({
    kind: "not-permitted",
  });
  const { actor } = await aSessionOf(ctx, guest);
  expect(await acceptInvitation(off, actor, { invitationId })).toEqual({ kind: "withdrawn" });
  expect(await acceptInvitation(ctx, actor, { invitationId })).toMatchObject({ kind: "accepted" });
});
