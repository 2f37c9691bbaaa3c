import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments, invitations, structureHistory } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { inTransaction } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import { testContext } from "@/lib/testing/context";
import { anInvitation, anInviting, anOffer } from "@/lib/testing/invitations";
import { aManagerOf, anAccount, aPermitOf, aSessionOf, DEACTIVATED } from "@/lib/testing/people";
import { untilOneWaits } from "@/lib/testing/until-one-waits";
import { acceptInvitation } from "./accept-invitation";
import { resendInvitation } from "./resend-invitation";
import { withdrawInvitation } from "./withdraw-invitation";

const email = "nouvelle.recrue@example.org";

test("R-005, N-18 · sent again, the invitation stands for another thirty days", async () => {
  const ctx = await testContext();
  const { permit, manager, structure } = await anInviting(ctx);
  const invitationId = await anInvitation(ctx, permit, anOffer(email));
  ctx.moveTo("2026-01-15T09:00:00Z");
  expect(await resendInvitation(ctx, permit, { invitationId })).toEqual({ kind: "resent" });
  expect(await ctx.db.select().from(invitations)).toMatchObject([
    {
      status: "pending",
      resent: 1,
      invitedBy: manager.id,
      invitedAt: new Date("2026-01-05T09:00:00Z"),
      sentAt: ctx.now(),
      expiresAt: new Date("2026-02-14T09:00:00Z"),
    },
  ]);
  const mails = await ctx.db.select().from(outboxMessages);
  expect(mails.map(({ message, recipient }) => ({ message, recipient }))).toEqual(
    Array(2).fill({ message: { kind: "invited-to-structure", invitationId }, recipient: email }),
  );
  const trail = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
  expect(trail.at(-1)).toMatchObject({
    kind: "invitation-resent",
    actorId: manager.id,
    targetId: invitationId,
    facts: { structureId: structure.id },
  });
  expect(await ctx.db.$count(structureHistory)).toBe(1);
});

test("R-909 · one that had run out stands again", async () => {
  const ctx = await testContext();
  const { permit } = await anInviting(ctx);
  const account = await anAccount(ctx);
  const invitationId = await anInvitation(ctx, permit, anOffer(account.email));
  ctx.moveTo("2026-03-01T09:00:00Z");
  const { actor } = await aSessionOf(ctx, account);
  expect(await acceptInvitation(ctx, actor, { invitationId })).toEqual({ kind: "expired" });
  expect(await resendInvitation(ctx, permit, { invitationId })).toEqual({ kind: "resent" });
  expect(await acceptInvitation(ctx, actor, { invitationId })).toMatchObject({ kind: "accepted" });
});

test("SEC-28 · three times a day, also when asked all at once", async () => {
  const ctx = await testContext();
  const { permit } = await anInviting(ctx);
  const invitationId = await anInvitation(ctx, permit, anOffer(email));
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => resendInvitation(ctx, permit, { invitationId })));
  expect(outcomes.filter(({ kind }) => kind === "resent")).toHaveLength(3);
  expect(outcomes.filter(({ kind }) => kind === "too-many-invitations")).toHaveLength(7);
  expect(await ctx.db.$count(outboxMessages)).toBe(4);
  ctx.moveTo("2026-01-06T09:00:00Z");
  expect(await resendInvitation(ctx, permit, { invitationId })).toEqual({ kind: "resent" });
});

test("SEC-28 · the address gets five a day, those of other structures included", async () => {
  const ctx = await testContext();
  const { permit } = await anInviting(ctx);
  const invitationId = await anInvitation(ctx, permit, anOffer(email));
  for (let turn = 0; turn < 3; turn++) await anInvitation(ctx, (await anInviting(ctx)).permit, anOffer(email));
  expect(await resendInvitation(ctx, permit, { invitationId })).toEqual({ kind: "resent" });
  expect(await resendInvitation(ctx, permit, { invitationId })).toEqual({ kind: "too-many-invitations" });
});

test("SEC-61 · a foreign invitation is one that does not exist; an answered one is not sent", async () => {
  const ctx = await testContext();
  const { permit } = await anInviting(ctx);
  const other = await anInviting(ctx);
  const invitationId = await anInvitation(ctx, permit, anOffer(email));
  expect(await resendInvitation(ctx, other.permit, { invitationId })).toEqual({ kind: "not-found" });
  expect(await resendInvitation(ctx, permit, { invitationId: ctx.id() })).toEqual({ kind: "not-found" });
  await withdrawInvitation(ctx, permit, { invitationId });
  expect(await resendInvitation(ctx, permit, { invitationId })).toEqual({ kind: "already-answered" });
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
});

test("R-801 · nothing is sent for an inactive structure", async () => {
  const ctx = await testContext();
  const { permit, structure } = await anInviting(ctx);
  const invitationId = await anInvitation(ctx, permit, anOffer(email));
  await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
  expect(await resendInvitation(ctx, permit, { invitationId })).toEqual({ kind: "structure-inactive" });
});

test("R-005 · where the inviter has left, whoever sends it again invites in his place, with his own rights", async () => {
  const ctx = await testContext();
  const { permit, structure, manager } = await anInviting(ctx);
  const { account } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const second = await aPermitOf(ctx, account, { structure, right: "manage-members" });
  const plain = await anInvitation(ctx, second, anOffer("a@example.org"));
  await ctx.db.update(attachments).set({ status: "ended" }).where(eq(attachments.accountId, account.id));
  expect(await resendInvitation(ctx, second, { invitationId: plain })).toEqual({ kind: "not-permitted" });
  expect(await resendInvitation(ctx, permit, { invitationId: plain })).toEqual({ kind: "resent" });
  const [row] = await ctx.db.select().from(invitations).where(eq(invitations.id, plain));
  expect(row?.invitedBy).toBe(manager.id);
});

test("R-005, SEC-64 · an invitation to become a manager is sent again, run out or not, by the primary manager alone", async () => {
  const ctx = await testContext();
  const { permit, structure, manager } = await anInviting(ctx);
  const { account } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const second = await aPermitOf(ctx, account, { structure, right: "manage-members" });
  const guest = await anAccount(ctx);
  const plain = await anInvitation(ctx, permit, anOffer("a@example.org"));
  const raised = await anInvitation(ctx, permit, anOffer(guest.email, { role: "secondary-manager" }));
  expect(await resendInvitation(ctx, second, { invitationId: plain })).toEqual({ kind: "resent" });
  expect(await resendInvitation(ctx, second, { invitationId: raised })).toEqual({ kind: "not-permitted" });

  ctx.moveTo("2026-03-01T09:00:00Z");
  expect(await resendInvitation(ctx, second, { invitationId: raised })).toEqual({ kind: "not-permitted" });
  const { actor } = await aSessionOf(ctx, guest);
  expect(await acceptInvitation(ctx, actor, { invitationId: raised })).toEqual({ kind: "expired" });
  expect(await ctx.db.$count(outboxMessages, eq(outboxMessages.recipient, guest.email))).toBe(1);
  expect(await resendInvitation(ctx, permit, { invitationId: raised })).toEqual({ kind: "resent" });

  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, manager.id));
  expect(await resendInvitation(ctx, second, { invitationId: raised })).toEqual({ kind: "not-permitted" });
});

test("C-17, SEC-71 · where secondary managers are switched off, no mail invites one, whoever asks", async () => {
  const ctx = await testContext();
  const { permit } = await anInviting(ctx);
  const invitationId = await anInvitation(ctx, permit, anOffer(email, { role: "secondary-manager" }));
  const off = { ...ctx, env: { ...ctx.env, SECONDARY_MANAGERS: "off" as const } };
  expect(await resendInvitation(off, permit, { invitationId })).toEqual({ kind: "not-permitted" });
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
});

test("R-909 · sent again while its address is activated, it waits for the address before it holds the structure", async () => {
  const ctx = await testContext();
  const { structure, permit } = await anInviting(ctx);
  const invitationId = await anInvitation(ctx, permit, anOffer(email));
  let resent: ReturnType<typeof resendInvitation> | undefined;
  await inTransaction(ctx, async (tx) => {
    await holdAddress(tx, email);
    resent = resendInvitation(ctx, permit, { invitationId });
    await untilOneWaits(ctx);
    // What an activation does next; it would be told of a deadlock.
    await tx.db.execute(sql`select from structures where id = ${structure.id} for share`);
  });
  expect(await resent).toEqual({ kind: "resent" });
});
