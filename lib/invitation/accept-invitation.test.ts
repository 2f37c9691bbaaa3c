import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import {
  attachmentDepartments,
  attachments,
  feedEvents,
  invitations,
  structureHistory,
  subscriptions,
} from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { departments, structures } from "@/drizzle/schema/structure";
import { openWorkspaces } from "@/drizzle/schema/workspace";
import type { Context } from "@/lib/platform/context";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { aDepartmentOf, anInvitation, anInviting, anOffer } from "@/lib/testing/invitations";
import {
  type Account,
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aPermitOf,
  aSessionOf,
  DEACTIVATED,
  type Structure,
} from "@/lib/testing/people";
import { acceptInvitation } from "./accept-invitation";
import { withdrawInvitation } from "./withdraw-invitation";

const write = (workspace: "FACTURES_EMISES" | "SUIVI_FLUX" | "SOLLICITATIONS_EMISES") =>
  ({ workspace, access: "write" }) as const;

/** A manager, someone with an account, and an invitation from the one to the other. */
async function anInvited(ctx: Context, offer: Partial<ReturnType<typeof anOffer>> = {}) {
  const inviting = await anInviting(ctx);
  const account = await anAccount(ctx, { givenName: "Lucie", familyName: "Bernard" });
  const invitationId = await anInvitation(ctx, inviting.permit, anOffer(account.email, offer));
  const { actor } = await aSessionOf(ctx, account);
  return { ...inviting, account, actor, invitationId };
}

const attachmentOf = (ctx: Context, account: Account, structure: Structure) =>
  ctx.db
    .select()
    .from(attachments)
    .where(and(eq(attachments.accountId, account.id), eq(attachments.structureId, structure.id)));
const subscriptionsOf = (ctx: Context, account: Account) =>
  ctx.db.select().from(subscriptions).where(eq(subscriptions.accountId, account.id));

describe("R-909 · the invited person accepts", () => {
  test("R-909, N-15 · he is attached at once with role, departments and workspaces, and everybody is told", async () => {
    const ctx = await testContext();
    const inviting = await anInviting(ctx);
    const { structure, manager, permit } = inviting;
    const departmentId = await aDepartmentOf(ctx, structure, { code: "COMPTA" });
    const account = await anAccount(ctx, {
      givenName: "Lucie",
      familyName: "Bernard",
      contactEmail: "lucie.contact@example.org",
      language: "en",
    });
    const offer = { role: "secondary-manager", departmentIds: [departmentId], workspaces: [write("FACTURES_EMISES")] };
    const invitationId = await anInvitation(ctx, permit, anOffer(account.email, offer as never));
    await ctx.db.delete(feedEvents);
    await ctx.db.delete(outboxMessages);
    ctx.moveTo("2026-01-05T09:05:00Z");
    const { actor } = await aSessionOf(ctx, account);
    expect(actor.waitingInvitations).toBe(1);
    ctx.queries();
    const structureId = structure.id;
    expect(await acceptInvitation(ctx, actor, { invitationId })).toEqual({ kind: "accepted", structureId });
    expect(ctx.queries()).toBe(7);

    const [attachment, ...more] = await attachmentOf(ctx, account, structure);
    expect(more).toEqual([]);
    expect(attachment).toMatchObject({ role: "secondary-manager", status: "approved", decidedBy: manager.id });
    expect(await ctx.db.select().from(attachmentDepartments)).toMatchObject([
      { attachmentId: attachment?.id, departmentId, status: "approved" },
    ]);
    expect(await subscriptionsOf(ctx, account)).toMatchObject([
      { workspace: "FACTURES_EMISES", access: "write", status: "active", departmentId: null, decidedBy: manager.id },
    ]);
    expect(await ctx.db.select().from(invitations)).toMatchObject([
      { status: "accepted", answeredBy: account.id, answeredAt: ctx.now() },
    ]);
    expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
      {
        recipient: "lucie.contact@example.org",
        language: "en",
        message: {
          kind: "attachment-decided",
          attachmentId: attachment?.id,
          decision: "approved",
          deciderId: manager.id,
        },
      },
    ]);
    const feed = await ctx.db.select().from(feedEvents).orderBy(feedEvents.kind);
    expect(feed).toMatchObject([
      { accountId: account.id, kind: "attachment-approved" },
      { accountId: manager.id, kind: "invitation-accepted-by", personName: "Lucie Bernard" },
    ]);
    const history = await ctx.db.select().from(structureHistory).orderBy(structureHistory.kind);
    expect(history).toMatchObject([
      { kind: "attachment-approved", actorId: manager.id, subjectId: account.id, targetId: attachment?.id },
      { kind: "invitation-accepted", actorId: account.id, subjectId: account.id, targetId: invitationId },
      { kind: "invitation-sent" },
    ]);
    const trail = await ctx.db.select().from(auditEvents).orderBy(auditEvents.kind);
    expect(trail).toMatchObject([
      { kind: "attachment-approved", facts: { structureId, role: "secondary-manager" } },
      { kind: "invitation-answered", actorId: account.id, facts: { structureId, answer: "accepted" } },
      { kind: "invitation-sent" },
    ]);
    const again = await aSessionOf(ctx, account);
    expect(again.actor).toMatchObject({ waitingInvitations: 0, attachments: [{ structureId, status: "approved" }] });
  });

  test("SEC-69 · what has closed since is not given, and nothing comes in its place", async () => {
    const ctx = await testContext();
    const { structure, permit } = await anInviting(ctx, { opened: ["FACTURES_EMISES", "SUIVI_FLUX"] });
    const closing = await aDepartmentOf(ctx, structure, { code: "A" });
    const staying = await aDepartmentOf(ctx, structure, { code: "B" });
    const account = await anAccount(ctx);
    const offer = { departmentIds: [closing, staying], workspaces: [write("FACTURES_EMISES"), write("SUIVI_FLUX")] };
    const invitationId = await anInvitation(ctx, permit, anOffer(account.email, offer));
    await ctx.db.update(departments).set({ validUntil: "2026-01-04" }).where(eq(departments.id, closing));
    await ctx.db.delete(openWorkspaces).where(eq(openWorkspaces.workspace, "SUIVI_FLUX"));
    const { actor } = await aSessionOf(ctx, account);
    expect(await acceptInvitation(ctx, actor, { invitationId })).toMatchObject({ kind: "accepted" });
    expect(await ctx.db.select().from(attachmentDepartments)).toMatchObject([{ departmentId: staying }]);
    expect(await subscriptionsOf(ctx, account)).toMatchObject([{ workspace: "FACTURES_EMISES" }]);
  });

  test("SEC-69 · when every offered department has closed, the default one is not given instead", async () => {
    const ctx = await testContext();
    const { structure, permit } = await anInviting(ctx);
    const closing = await aDepartmentOf(ctx, structure, { code: "A" });
    const account = await anAccount(ctx);
    const invitationId = await anInvitation(ctx, permit, anOffer(account.email, { departmentIds: [closing] }));
    await ctx.db.update(departments).set({ validUntil: "2026-01-04" });
    const { actor } = await aSessionOf(ctx, account);
    expect(await acceptInvitation(ctx, actor, { invitationId })).toEqual({ kind: "no-department" });
    expect(await attachmentOf(ctx, account, structure)).toEqual([]);
  });

  test("R-852, R-909 · a request of his own becomes the attachment; what it asked for beyond the offer is refused", async () => {
    const ctx = await testContext();
    const { structure, permit, manager } = await anInviting(ctx);
    const offered = await aDepartmentOf(ctx, structure, { code: "A" });
    const asked = await aDepartmentOf(ctx, structure, { code: "B" });
    const { account, attachment } = await aPendingRequest(ctx, structure);
    const pending = { attachmentId: attachment.id, status: "pending", requestedAt: ctx.now() } as const;
    await ctx.db.insert(attachmentDepartments).values([
      { ...pending, departmentId: offered },
      { ...pending, departmentId: asked },
    ]);
    const invitationId = await anInvitation(ctx, permit, anOffer(account.email, { departmentIds: [offered] }));
    ctx.moveTo("2026-01-06T09:00:00Z");
    const { actor } = await aSessionOf(ctx, account);
    expect(await acceptInvitation(ctx, actor, { invitationId })).toMatchObject({ kind: "accepted" });

    expect(await attachmentOf(ctx, account, structure)).toMatchObject([
      {
        id: attachment.id,
        status: "approved",
        requestedAt: new Date("2026-01-05T09:00:00Z"),
        decidedAt: ctx.now(),
        decidedBy: manager.id,
      },
    ]);
    const lines = await ctx.db.select().from(attachmentDepartments);
    expect(Object.fromEntries(lines.map(({ departmentId, status }) => [departmentId, status]))).toEqual({
      [offered]: "approved",
      [asked]: "refused",
    });
  });
});

describe("SEC-69 · an invitation binds to the address that received it", () => {
  test("SEC-69 · another account, an altered id: there is no such invitation", async () => {
    const ctx = await testContext();
    const { invitationId, structure, manager, actor } = await anInvited(ctx);
    const stranger = await anAccount(ctx);
    // The contact address proves nothing: only the login address does.
    const impostor = await anAccount(ctx, { contactEmail: actor.email });
    for (const account of [stranger, impostor, manager]) {
      const other = (await aSessionOf(ctx, account)).actor;
      expect(await acceptInvitation(ctx, other, { invitationId })).toEqual({ kind: "not-found" });
    }
    expect(await acceptInvitation(ctx, actor, { invitationId: ctx.id() })).toEqual({ kind: "not-found" });
    expect(await attachmentOf(ctx, stranger, structure)).toEqual([]);
  });

  test("SEC-67, SEC-69 · an account deactivated, or whose address changed, since the page was shown accepts nothing", async () => {
    const ctx = await testContext();
    const { invitationId, account, actor } = await anInvited(ctx);
    await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id));
    expect(await acceptInvitation(ctx, actor, { invitationId })).toEqual({ kind: "not-found" });
    await ctx.db
      .update(accounts)
      .set({ status: "active", email: "autre@example.org" })
      .where(eq(accounts.id, account.id));
    expect(await acceptInvitation(ctx, actor, { invitationId })).toEqual({ kind: "not-found" });
  });
});

describe("SEC-67 · everything is checked once more as it is accepted", () => {
  test("R-909 · a second answer, a withdrawn and an expired invitation, an inactive structure", async () => {
    const ctx = await testContext();
    const { invitationId, actor } = await anInvited(ctx);
    expect(await acceptInvitation(ctx, actor, { invitationId })).toMatchObject({ kind: "accepted" });
    expect(await acceptInvitation(ctx, actor, { invitationId })).toEqual({ kind: "already-answered" });

    const withdrawn = await anInvited(ctx);
    await withdrawInvitation(ctx, withdrawn.permit, withdrawn);
    expect(await acceptInvitation(ctx, withdrawn.actor, withdrawn)).toEqual({ kind: "withdrawn" });

    const inactive = await anInvited(ctx);
    await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, inactive.structure.id));
    expect(await acceptInvitation(ctx, inactive.actor, inactive)).toEqual({ kind: "structure-inactive" });

    const late = await anInvited(ctx);
    ctx.moveTo("2026-02-04T08:59:59Z");
    expect(await acceptInvitation(ctx, late.actor, { invitationId: ctx.id() })).toEqual({ kind: "not-found" });
    ctx.moveTo("2026-02-04T09:00:00Z");
    expect(await acceptInvitation(ctx, late.actor, late)).toEqual({ kind: "expired" });
  });

  test("R-852 · who is attached already, also while suspended, gets nothing new", async () => {
    const ctx = await testContext();
    const { structure, permit } = await anInviting(ctx);
    for (const status of ["approved", "suspended"] as const) {
      const { account } = await aMemberOf(ctx, structure, { status });
      const offer = anOffer(account.email, { role: "secondary-manager" });
      const invitationId = await anInvitation(ctx, permit, offer);
      const { actor } = await aSessionOf(ctx, account);
      expect(await acceptInvitation(ctx, actor, { invitationId })).toEqual({ kind: "already-attached" });
      expect(await attachmentOf(ctx, account, structure)).toMatchObject([{ role: "member", status }]);
    }
  });

  test("R-909 · an inviter who may not invite any more: it is as if he had withdrawn it", async () => {
    const ctx = await testContext();
    const { structure } = await anInviting(ctx);
    const { account: inviter } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
    const permit = await aPermitOf(ctx, inviter, { structure, right: "manage-members" });
    const account = await anAccount(ctx);
    const invitationId = await anInvitation(ctx, permit, anOffer(account.email));
    const { actor } = await aSessionOf(ctx, account);
    const ofInviter = eq(attachments.accountId, inviter.id);
    for (const change of [{ role: "member" }, { status: "suspended" }, { status: "ended" }] as const) {
      await ctx.db.update(attachments).set(change).where(ofInviter);
      expect(await acceptInvitation(ctx, actor, { invitationId })).toEqual({ kind: "withdrawn" });
      await ctx.db.update(attachments).set({ role: "secondary-manager", status: "approved" }).where(ofInviter);
    }
    await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, inviter.id));
    expect(await acceptInvitation(ctx, actor, { invitationId })).toEqual({ kind: "withdrawn" });
    await ctx.db.update(accounts).set({ status: "active" }).where(eq(accounts.id, inviter.id));
    expect(await acceptInvitation(ctx, actor, { invitationId })).toMatchObject({ kind: "accepted" });
  });

  test("R-005 · a primary manager who became a secondary one cannot make managers by an old invitation", async () => {
    const ctx = await testContext();
    const { structure, manager, actor, invitationId, account } = await anInvited(ctx, { role: "secondary-manager" });
    await inTransaction(ctx, async (tx) => {
      await tx.db.update(attachments).set({ role: "secondary-manager" }).where(eq(attachments.accountId, manager.id));
      await tx.db.update(structures).set({ managerVacantSince: tx.now() }).where(eq(structures.id, structure.id));
    });
    expect(await acceptInvitation(ctx, actor, { invitationId })).toEqual({ kind: "withdrawn" });
    expect(await attachmentOf(ctx, account, structure)).toEqual([]);
  });
});

describe("SEC-66 · it happens once", () => {
  test("SEC-66 · fifty at once make one attachment and one mail", async () => {
    const ctx = await testContext();
    const { structure, account, actor, invitationId } = await anInvited(ctx);
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => acceptInvitation(ctx, actor, { invitationId })),
    );
    expect(outcomes.filter(({ kind }) => kind === "accepted")).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === "already-answered")).toHaveLength(49);
    expect(await attachmentOf(ctx, account, structure)).toHaveLength(1);
    expect(await ctx.db.$count(outboxMessages, eq(outboxMessages.kind, "attachment-decided"))).toBe(1);
  });

  test("SEC-66 · accepted and withdrawn at the same time, one of both holds", async () => {
    const ctx = await testContext();
    const { structure, account, actor, permit, invitationId } = await anInvited(ctx);
    const [accepted, withdrawn] = await Promise.all([
      acceptInvitation(ctx, actor, { invitationId }),
      withdrawInvitation(ctx, permit, { invitationId }),
    ]);
    const attached = await attachmentOf(ctx, account, structure);
    expect([accepted.kind, withdrawn.kind, attached.length]).toEqual(
      accepted.kind === "accepted" ? ["accepted", "already-answered", 1] : ["withdrawn", "withdrawn", 0],
    );
  });
});
