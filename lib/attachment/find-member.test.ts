import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachmentDepartments, attachments } from "@/drizzle/schema/attachment";
import { departments } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPermitOf, aStructure, aSubscriptionRequest } from "@/lib/testing/people";
import { detachMember } from "./detach-member";
import { findMember } from "./find-member";
import { suspendMember } from "./suspend-member";

const right = "manage-members";

test("R-830 · one person with what he uses, what happened to him and what the structure has to give, in one statement", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["FACTURES_EMISES", "SUIVI_FLUX"] });
  const manager = await aManagerOf(ctx, structure, { account: await anAccount(ctx, { givenName: "Sophie" }) });
  const account = await anAccount(ctx, { givenName: "Lucas", lastSignInAt: new Date("2026-01-02T10:00:00Z") });
  const person = await aMemberOf(ctx, structure, { account, workspaces: ["FACTURES_EMISES"] });
  await aSubscriptionRequest(ctx, person, { workspace: "SUIVI_FLUX", access: "read" });
  const [current, closed] = [ctx.id(), ctx.id()];
  const line = { structureId: structure.id, name: "Travaux", validFrom: "2020-01-01" };
  await ctx.db.insert(departments).values([
    { ...line, id: current, code: "T1" },
    { ...line, id: closed, code: "T0", validUntil: "2025-12-31" },
  ]);
  await ctx.db.insert(attachmentDepartments).values({
    attachmentId: person.attachment.id,
    departmentId: closed,
    status: "approved",
    requestedAt: ctx.now(),
  });
  const permit = await aPermitOf(ctx, manager.account, { structure, right });
  const attachmentId = person.attachment.id;
  await suspendMember(ctx, permit, { attachmentId, reactivateOn: "2026-02-01" });

  ctx.queries();
  const member = await findMember(ctx, permit, attachmentId);
  expect(ctx.queries()).toBe(1);
  expect(member).toMatchObject({
    familyName: "Martin",
    givenName: "Lucas",
    contactEmail: account.contactEmail,
    lastSignInAt: new Date("2026-01-02T10:00:00Z"),
    isAccountActive: true,
    role: "member",
    status: "suspended",
    reactivateOn: "2026-02-01",
    requestedAt: ctx.now(),
    departments: [{ id: closed, code: "T0", status: "approved" }],
    subscriptions: [
      { workspace: "FACTURES_EMISES", access: "write", status: "active", department: null, since: ctx.now() },
      { workspace: "SUIVI_FLUX", access: "read", status: "pending" },
    ],
    history: [{ kind: "attachment-suspended", actor: "Sophie Martin", happenedAt: ctx.now() }],
    openDepartments: [{ id: current, code: "T1", name: "Travaux" }],
    openWorkspaces: ["FACTURES_EMISES", "SUIVI_FLUX"],
  });
});

test("SEC-63 · of who has left, what happened stays; how to reach him does not", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const { attachment } = await aMemberOf(ctx, structure);
  const permit = await aPermitOf(ctx, account, { structure, right });
  await detachMember(ctx, permit, { attachmentId: attachment.id });
  expect(await findMember(ctx, permit, attachment.id)).toMatchObject({
    status: "ended",
    contactEmail: null,
    lastSignInAt: null,
    subscriptions: [],
    history: [{ kind: "attachment-ended" }],
  });
  expect(await ctx.db.$count(attachments, eq(attachments.id, attachment.id))).toBe(1);
});

test("SEC-61, SEC-62 · another structure's person is as if he did not exist", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const foreign = await aMemberOf(ctx, await aStructure(ctx));
  const permit = await aPermitOf(ctx, account, { structure, right });
  expect(await findMember(ctx, permit, foreign.attachment.id)).toBeNull();
  expect(await findMember(ctx, permit, ctx.id())).toBeNull();
});
