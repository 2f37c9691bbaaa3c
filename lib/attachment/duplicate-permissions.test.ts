import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachmentDepartments, attachments, structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { departments, structures } from "@/drizzle/schema/structure";
import { clearTrail } from "@/lib/testing/clear-trail";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aPermitOf, aStructure } from "@/lib/testing/people";
import { duplicatePermissions } from "./duplicate-permissions";

const right = "manage-members";

/** A manager, a secondary manager who uses two workspaces and a department, and a member who uses another one. */
async function threePeople() {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["FACTURES_EMISES", "ENGAGEMENTS", "SUIVI_FLUX"] });
  const manager = await aManagerOf(ctx, structure);
  const workspaces = ["FACTURES_EMISES", "ENGAGEMENTS"] as const;
  const model = await aManagerOf(ctx, structure, { role: "secondary-manager", workspaces });
  const person = await aMemberOf(ctx, structure, { workspaces: ["SUIVI_FLUX", "ENGAGEMENTS"] });
  const departmentId = ctx.id();
  await ctx.db
    .insert(departments)
    .values({ id: departmentId, structureId: structure.id, code: "T1", name: "Travaux", validFrom: "2020-01-01" });
  await ctx.db.insert(attachmentDepartments).values({
    attachmentId: model.attachment.id,
    departmentId,
    status: "approved",
    requestedAt: ctx.now(),
  });
  await ctx.db.update(subscriptions).set({ access: "read" }).where(eq(subscriptions.accountId, model.account.id));
  const permit = await aPermitOf(ctx, manager.account, { structure, right });
  await clearTrail(ctx);
  return { ctx, structure, manager, model, person, permit, departmentId };
}

test("R-910 · services, workspaces and modes are added and aligned; what he has beyond stays; the role never comes along", async () => {
  const { ctx, structure, manager, model, person, permit, departmentId } = await threePeople();
  const wanted = { fromAttachmentId: model.attachment.id, toAttachmentId: person.attachment.id };
  expect(await duplicatePermissions(ctx, permit, wanted)).toEqual({ kind: "done" });

  const uses = await ctx.db.select().from(subscriptions).where(eq(subscriptions.accountId, person.account.id));
  expect(uses.map(({ workspace, access, status }) => `${workspace} ${access} ${status}`).sort()).toEqual([
    "ENGAGEMENTS read active",
    "FACTURES_EMISES read active",
    "SUIVI_FLUX write active",
  ]);
  const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, person.attachment.id));
  expect(row?.role).toBe("member");
  const lines = await ctx.db
    .select()
    .from(attachmentDepartments)
    .where(eq(attachmentDepartments.attachmentId, person.attachment.id));
  expect(lines).toMatchObject([{ departmentId, status: "approved" }]);
  expect(await ctx.db.select().from(auditEvents)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        kind: "permissions-changed",
        actorId: manager.account.id,
        targetId: person.attachment.id,
        facts: {
          structureId: structure.id,
          duplicatedFrom: model.attachment.id,
          addedDepartments: [departmentId],
        },
      }),
    ]),
  );
  const approved = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "subscription-approved"));
  const here = { structureId: structure.id, access: "read" };
  expect(approved.map(({ facts }) => facts)).toEqual(
    expect.arrayContaining([
      { ...here, workspace: "FACTURES_EMISES" },
      { ...here, workspace: "ENGAGEMENTS", from: "write" },
    ]),
  );
  expect(await ctx.db.$count(structureHistory, eq(structureHistory.kind, "permissions-duplicated"))).toBe(1);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { recipient: person.account.contactEmail, message: { kind: "subscriptions-decided", decision: "approved" } },
  ]);

  // Once more changes nothing and tells nobody.
  expect(await duplicatePermissions(ctx, permit, wanted)).toEqual({ kind: "done" });
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
});

test("R-812 · a department that has closed is copied to nobody", async () => {
  const { ctx, model, person, permit, departmentId } = await threePeople();
  await ctx.db.update(departments).set({ validUntil: "2026-01-04" }).where(eq(departments.id, departmentId));
  const wanted = { fromAttachmentId: model.attachment.id, toAttachmentId: person.attachment.id };
  expect(await duplicatePermissions(ctx, permit, wanted)).toEqual({ kind: "done" });
  const held = eq(attachmentDepartments.attachmentId, person.attachment.id);
  expect(await ctx.db.$count(attachmentDepartments, held)).toBe(0);
});

test("SEC-61, SEC-64 · not to oneself, to the primary manager or to an equal; not from or to another structure", async () => {
  const { ctx, structure, manager, model, person } = await threePeople();
  const permit = await aPermitOf(ctx, model.account, { structure, right });
  const equal = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const foreign = await aMemberOf(ctx, await aStructure(ctx));
  const copy = async (from: typeof person, to: typeof person) => {
    const wanted = { fromAttachmentId: from.attachment.id, toAttachmentId: to.attachment.id };
    return (await duplicatePermissions(ctx, permit, wanted)).kind;
  };
  expect(await copy(person, model)).toBe("not-permitted");
  expect(await copy(person, manager)).toBe("not-permitted");
  expect(await copy(person, equal)).toBe("not-permitted");
  expect(await copy(foreign, person)).toBe("not-found");
  expect(await copy(person, foreign)).toBe("not-found");
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("R-851 · both must be approved at this moment", async () => {
  const { ctx, structure, model, person, permit } = await threePeople();
  const away = await aMemberOf(ctx, structure, { status: "suspended" });
  const pairs = [
    { fromAttachmentId: away.attachment.id, toAttachmentId: person.attachment.id },
    { fromAttachmentId: model.attachment.id, toAttachmentId: away.attachment.id },
  ];
  for (const pair of pairs) expect(await duplicatePermissions(ctx, permit, pair)).toEqual({ kind: "wrong-state" });
});

test("R-801 · nothing new is given in an inactive structure", async () => {
  const { ctx, structure, model, person, permit } = await threePeople();
  await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
  const wanted = { fromAttachmentId: model.attachment.id, toAttachmentId: person.attachment.id };
  expect(await duplicatePermissions(ctx, permit, wanted)).toEqual({ kind: "structure-inactive" });
});

test("SEC-66 · twenty clicks at once copy once", async () => {
  const { ctx, model, person, permit } = await threePeople();
  const wanted = { fromAttachmentId: model.attachment.id, toAttachmentId: person.attachment.id };
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => duplicatePermissions(ctx, permit, wanted)));
  expect(outcomes).toEqual(Array(20).fill({ kind: "done" }));
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
  expect(await ctx.db.$count(subscriptions, eq(subscriptions.accountId, person.account.id))).toBe(3);
});
