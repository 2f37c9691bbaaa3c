import { expect, test } from "vitest";
import { invitations, structureHistory } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { testContext } from "@/lib/testing/context";
import { anInvitation, anInviting, anOffer } from "@/lib/testing/invitations";
import { aManagerOf, aPermitOf } from "@/lib/testing/people";
import { invite } from "./invite";
import { withdrawInvitation } from "./withdraw-invitation";

const email = "nouvelle.recrue@example.org";

test("R-909 · a manager takes an invitation back, and may invite again", async () => {
  const ctx = await testContext();
  const { permit, manager, structure } = await anInviting(ctx);
  const invitationId = await anInvitation(ctx, permit, anOffer(email));
  expect(await withdrawInvitation(ctx, permit, { invitationId })).toEqual({ kind: "withdrawn" });
  expect(await ctx.db.select().from(invitations)).toMatchObject([{ status: "withdrawn", answeredAt: ctx.now() }]);
  const history = await ctx.db.select().from(structureHistory).orderBy(structureHistory.kind);
  expect(history).toMatchObject([
    { kind: "invitation-sent" },
    { kind: "invitation-withdrawn", actorId: manager.id, targetId: invitationId },
  ]);
  const trail = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
  expect(trail.at(-1)).toMatchObject({ kind: "invitation-withdrawn", facts: { structureId: structure.id } });
  expect(await invite(ctx, permit, anOffer(email))).toMatchObject({ kind: "invited" });
});

test("SEC-61, SEC-66 · a foreign one does not exist, and twenty at once withdraw once", async () => {
  const ctx = await testContext();
  const { permit } = await anInviting(ctx);
  const other = await anInviting(ctx);
  const invitationId = await anInvitation(ctx, permit, anOffer(email));
  expect(await withdrawInvitation(ctx, other.permit, { invitationId })).toEqual({ kind: "not-found" });
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => withdrawInvitation(ctx, permit, { invitationId })),
  );
  expect(outcomes.filter(({ kind }) => kind === "withdrawn")).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === "already-answered")).toHaveLength(19);
});

test("R-005 · a secondary manager takes back invitations of simple users, not of managers", async () => {
  const ctx = await testContext();
  const { permit, structure } = await anInviting(ctx);
  const { account } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const second = await aPermitOf(ctx, account, { structure, right: "manage-members" });
  const plain = await anInvitation(ctx, permit, anOffer("a@example.org"));
  const raised = await anInvitation(ctx, permit, anOffer("b@example.org", { role: "secondary-manager" }));
  expect(await withdrawInvitation(ctx, second, { invitationId: raised })).toEqual({ kind: "not-permitted" });
  expect(await withdrawInvitation(ctx, second, { invitationId: plain })).toEqual({ kind: "withdrawn" });
  expect(await withdrawInvitation(ctx, permit, { invitationId: raised })).toEqual({ kind: "withdrawn" });
});
