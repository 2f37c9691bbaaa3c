import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachmentDepartments, attachments } from "@/drizzle/schema/attachment";
import { departments } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aSessionOf, aStructure } from "@/lib/testing/people";
import { findAttachmentRequest } from "./find-attachment-request";
import { permitFor } from "./permit-for";
import { refuseAttachment } from "./refuse-attachment";

test("R-906 · who decides sees the request, what was asked before, who has the same name, and what comes next", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const requester = await anAccount(ctx, { givenName: "Éloïse", familyName: "Martin" });
  const past = await aPendingRequest(ctx, structure, { account: requester });
  await ctx.db
    .update(attachments)
    .set({ status: "refused", refusalReason: "Inconnue", decidedAt: ctx.now() })
    .where(eq(attachments.id, past.attachment.id));
  const namesake = await aMemberOf(ctx, structure, {
    account: await anAccount(ctx, { givenName: "ELOISE", familyName: "martin" }),
  });
  await aMemberOf(ctx, structure, { account: await anAccount(ctx, { givenName: "Éloïse", familyName: "Martins" }) });
  ctx.moveTo("2026-01-06T09:00:00Z");
  const { attachment } = await aPendingRequest(ctx, structure, { account: requester });
  await ctx.db.update(attachments).set({ comment: "Je remplace Paul." }).where(eq(attachments.id, attachment.id));
  const departmentId = ctx.id();
  await ctx.db
    .insert(departments)
    .values({ id: departmentId, structureId: structure.id, code: "ACH", name: "Achats", validFrom: "2020-01-01" });
  await ctx.db
    .insert(attachmentDepartments)
    .values({ attachmentId: attachment.id, departmentId, status: "pending", requestedAt: ctx.now() });
  ctx.moveTo("2026-01-07T09:00:00Z");
  const next = await aPendingRequest(ctx, structure);

  const { actor } = await aSessionOf(ctx, manager.account);
  ctx.queries();
  const found = await findAttachmentRequest(ctx, actor, attachment.id);
  expect(ctx.queries()).toBe(1);
  expect(found).toEqual({
    attachmentId: attachment.id,
    structureId: structure.id,
    isStructureActive: true,
    identifierType: "SIRET",
    identifier: structure.identifier,
    legalName: structure.legalName,
    requester: "Éloïse Martin",
    requesterEmail: requester.contactEmail,
    isRequesterActive: true,
    role: "member",
    status: "pending",
    comment: "Je remplace Paul.",
    requestedAt: new Date("2026-01-06T09:00:00Z"),
    decidedAt: null,
    decidedBy: null,
    refusalReason: null,
    ownRole: "primary-manager",
    departments: [{ id: departmentId, code: "ACH", name: "Achats", status: "pending", isOpen: true }],
    openWorkspaces: ["FACTURES_EMISES", "SOLLICITATIONS_EMISES"],
    namesakes: [{ name: "ELOISE martin", email: namesake.account.contactEmail, status: "approved" }],
    earlier: [
      {
        id: past.attachment.id,
        status: "refused",
        requestedAt: new Date("2026-01-05T09:00:00Z"),
        decidedAt: new Date("2026-01-05T09:00:00Z"),
        reason: "Inconnue",
      },
    ],
    history: [],
    nextId: next.attachment.id,
  });
});

test("R-908 · of a decided request one sees by whom, when and why", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const first = await aManagerOf(ctx, structure, {
    account: await anAccount(ctx, { givenName: "Sophie", familyName: "Bernard" }),
  });
  const second = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const { attachment } = await aPendingRequest(ctx, structure);
  const { actor: decider } = await aSessionOf(ctx, first.account);
  const permit = permitFor(decider, structure.id, "decide-requests");
  if (!permit) throw new Error("no permit");
  await refuseAttachment(ctx, permit, { attachmentId: attachment.id, reason: "Inconnu" });

  const { actor } = await aSessionOf(ctx, second.account);
  expect(await findAttachmentRequest(ctx, actor, attachment.id)).toMatchObject({
    status: "refused",
    decidedBy: "Sophie Bernard",
    decidedAt: ctx.now(),
    refusalReason: "Inconnu",
    ownRole: "secondary-manager",
    history: [{ kind: "attachment-refused", actor: "Sophie Bernard", happenedAt: ctx.now(), reason: "Inconnu" }],
    nextId: null,
  });
});

test("SEC-61 · a request of another structure is as absent as one that never was, for members and strangers too", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { attachment } = await aPendingRequest(ctx, structure);
  const elsewhere = await aManagerOf(ctx, await aStructure(ctx));
  for (const account of [elsewhere.account, (await aMemberOf(ctx, structure)).account, await anAccount(ctx)]) {
    const { actor } = await aSessionOf(ctx, account);
    expect(await findAttachmentRequest(ctx, actor, attachment.id)).toBeNull();
    expect(await findAttachmentRequest(ctx, actor, ctx.id())).toBeNull();
  }
});

test("SEC-63 · managers read the contact address of who asks, never the one he signs in with, and none once it is over", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account: manager } = await aManagerOf(ctx, structure);
  const requester = await anAccount(ctx, { email: "secret.login@example.org", contactEmail: "office@example.org" });
  const { attachment } = await aPendingRequest(ctx, structure, { account: requester });
  const { actor } = await aSessionOf(ctx, manager);
  const shown = () => findAttachmentRequest(ctx, actor, attachment.id);
  expect(await shown()).toMatchObject({ requesterEmail: "office@example.org" });
  await ctx.db.update(attachments).set({ status: "cancelled" }).where(eq(attachments.id, attachment.id));
  expect(await shown()).toMatchObject({ requesterEmail: null });
});
