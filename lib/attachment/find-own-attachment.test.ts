import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments } from "@/drizzle/schema/attachment";
import { departments } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aSessionOf, aStructure } from "@/lib/testing/people";
import { approveAttachment } from "./approve-attachment";
import { findOwnAttachment } from "./find-own-attachment";
import { permitFor } from "./permit-for";
import { requestAttachment } from "./request-attachment";

test("R-855 · C-20 · the waiting page tells who decides, by first name and initial, what was asked and what happened", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure, { account: await anAccount(ctx, { givenName: "Jean-Marc", familyName: "dubois" }) });
  await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  const sales = { id: ctx.id(), code: "VENTES", name: "Ventes" };
  const works = { id: ctx.id(), code: "TRAVAUX", name: "Travaux" };
  const closed = { id: ctx.id(), code: "CLOS", name: "Clos", validUntil: "2020-12-31" };
  await ctx.db
    .insert(departments)
    .values([sales, works, closed].map((one) => ({ ...one, structureId: structure.id, validFrom: "2020-01-01" })));
  const asked = await requestAttachment(ctx, {
    accountId: account.id,
    fullName: "Camille Martin",
    structureId: structure.id,
    departmentIds: [sales.id],
    comment: "Bonjour",
  });
  if (asked.kind !== "requested") throw new Error(asked.kind);
  ctx.queries();
  const page = await findOwnAttachment(ctx, actor, asked.attachmentId);
  expect(ctx.queries()).toBe(1);
  expect(page).toMatchObject({
    status: "pending",
    role: "member",
    comment: "Bonjour",
    requestedAt: ctx.now(),
    decidedAt: null,
    reminders: 0,
    isManaged: true,
    managers: ["Jean-Marc D.", "Camille M."],
    structure: { designation: structure.legalName, status: "active" },
    departments: [{ ...sales, status: "pending" }],
    departmentsToAskFor: [works, sales],
    history: [{ kind: "attachment-requested", by: "oneself", happenedAt: ctx.now() }],
  });
});

test("C-20 · whoever is attached reads the whole names, and who decided", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account: manager } = await aManagerOf(ctx, structure);
  const { account, attachment } = await aPendingRequest(ctx, structure);
  const permit = permitFor((await aSessionOf(ctx, manager)).actor, structure.id, "decide-requests");
  if (!permit) throw new Error("no permit");
  const plain = { role: "member", departmentIds: "asked", workspaces: "default" } as const;
  await approveAttachment(ctx, permit, { attachmentId: attachment.id, ...plain });
  const { actor } = await aSessionOf(ctx, account);
  expect(await findOwnAttachment(ctx, actor, attachment.id)).toMatchObject({
    status: "approved",
    managers: ["Camille Martin"],
    departmentsToAskFor: [],
    history: [{ kind: "attachment-approved", by: { name: "Camille Martin" } }],
  });
});

test("SEC-63 · of a private individual the page tells no name, neither his nor his manager's, while one waits", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, {
    identifierType: "PARTICULIER",
    identifier: "2701201456",
    legalName: "Claire Petit",
    city: "Ploubazlanec",
  });
  await aManagerOf(ctx, structure, { account: await anAccount(ctx, { givenName: "Claire", familyName: "Petit" }) });
  const { account, attachment } = await aPendingRequest(ctx, structure);
  const { actor } = await aSessionOf(ctx, account);
  const page = await findOwnAttachment(ctx, actor, attachment.id);
  expect(page).toMatchObject({ isManaged: true, managers: [], structure: { designation: null } });
  expect(JSON.stringify(page)).not.toMatch(/Claire|Petit|Ploubazlanec/);
  await ctx.db.update(attachments).set({ status: "approved" }).where(eq(attachments.id, attachment.id));
  expect(await findOwnAttachment(ctx, actor, attachment.id)).toMatchObject({
    managers: ["Claire Petit"],
    structure: { designation: "Claire Petit" },
  });
});

test("SEC-61 · another person's attachment is as if it did not exist, even to a colleague or the manager", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const member = await aMemberOf(ctx, structure);
  const { attachment } = await aPendingRequest(ctx, structure);
  for (const { account } of [manager, member]) {
    const { actor } = await aSessionOf(ctx, account);
    expect(await findOwnAttachment(ctx, actor, attachment.id)).toBeNull();
    expect(await findOwnAttachment(ctx, actor, ctx.id())).toBeNull();
  }
});

test("R-857 · without a manager the page knows that support decides", async () => {
  const ctx = await testContext();
  const { account, attachment } = await aPendingRequest(ctx, await aStructure(ctx));
  const { actor } = await aSessionOf(ctx, account);
  expect(await findOwnAttachment(ctx, actor, attachment.id)).toMatchObject({ isManaged: false, managers: [] });
});
