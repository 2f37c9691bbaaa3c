import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { feedEvents } from "@/drizzle/schema/attachment";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { technicalAccounts } from "@/drizzle/schema/technical-account";
import { confirmContactEmail } from "@/lib/account/confirm-contact-email";
import { linkSecret } from "@/lib/account/link-secret";
import { mintLink } from "@/lib/account/mint-link";
import { transferManagement } from "@/lib/attachment/transfer-management";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  aPasswordProofOf,
  aPermitOf,
  aStructure,
  aTechnicalAccountOf,
  aTechnicalPasswordOf,
  DEACTIVATED,
} from "@/lib/testing/people";
import { countTechnicalPasswordsToTellOf, tellOfTechnicalPasswords } from "./tell-of-technical-passwords";

async function runAt(ctx: TestContext, moment: string): Promise<number> {
  ctx.moveTo(moment);
  const due = await countTechnicalPasswordsToTellOf(ctx);
  expect(await tellOfTechnicalPasswords(ctx)).toBe(due);
  return due;
}

/** What was told so far, and to whom. */
async function told(ctx: TestContext): Promise<string[]> {
  const rows = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.kind, "technical-account-told"));
  return rows
    .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
    .map(({ message, recipient }) => `${(message as { event: string }).event} ${recipient}`);
}

async function managed(ctx: TestContext, contactEmail = "atelier@example.org") {
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  await ctx.db.update(accounts).set({ contactEmail }).where(eq(accounts.id, account.id));
  return { structure, manager: account, technical: await aTechnicalAccountOf(ctx, structure) };
}

test("R-1008 · N-19 · T-16 · told 15 days and 3 days before the end, and at the end: to the second, and once each", async () => {
  // T-16, and the wall clock of Paris on the other side of a change of the clocks.
  const ctx = await testContext({ now: "2016-11-10T09:21:23Z" });
  const { technical, manager } = await managed(ctx);
  expect(await runAt(ctx, "2017-02-03T09:21:22Z")).toBe(0);
  expect(await runAt(ctx, "2017-02-03T09:21:23Z")).toBe(1);
  expect(await runAt(ctx, "2017-02-15T09:21:22Z")).toBe(0);
  expect(await runAt(ctx, "2017-02-15T09:21:23Z")).toBe(1);
  expect(await runAt(ctx, "2017-02-18T09:21:22Z")).toBe(0);
  expect(await runAt(ctx, "2017-02-18T09:21:23Z")).toBe(1);
  expect(await runAt(ctx, "2017-06-18T09:21:23Z")).toBe(0);
  expect(await told(ctx)).toEqual(
    ["expires-soon", "expires-soon", "expired"].map((what) => `${what} atelier@example.org`),
  );
  const [first] = await ctx.db.select().from(outboxMessages);
  expect(first?.message).toEqual({
    kind: "technical-account-told",
    technicalAccountId: technical.account.id,
    event: "expires-soon",
    expiresAt: "2017-02-18T09:21:23.000Z",
    accountId: manager.id,
  });
});

test("R-1008 · R-1206 · the 15 and 3 days are of the wall clock in Paris, whatever the clocks do in between", async () => {
  // It ends on 2026-04-05 at 10:00 of summer time; the clocks change on 29 March.
  const ctx = await testContext({ now: "2025-12-26T09:00:00Z" });
  await managed(ctx);
  expect(await runAt(ctx, "2026-03-21T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-03-21T09:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-04-02T07:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-04-02T08:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-04-05T07:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-04-05T08:00:00Z")).toBe(1);
});

test("R-1008 · after runs that were missed only the nearer mail leaves, and the later ones still do", async () => {
  const ctx = await testContext();
  await managed(ctx);
  expect(await runAt(ctx, "2026-04-13T08:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-04-13T09:00:00Z")).toBe(0);
  const [only] = await ctx.db.select().from(outboxMessages);
  expect(only?.event).toMatch(/:3$/);
  expect(await runAt(ctx, "2026-04-15T08:00:00Z")).toBe(1);
  expect(await told(ctx)).toEqual(["expires-soon atelier@example.org", "expired atelier@example.org"]);
});

test("R-1008 · an end that every reminder missed is told once; after a year nothing comes again", async () => {
  const ctx = await testContext();
  await managed(ctx);
  expect(await runAt(ctx, "2026-05-01T08:00:00Z")).toBe(1);
  expect(await told(ctx)).toEqual(["expired atelier@example.org"]);
  // The mails of a year ago are forgotten (SEC-98).
  await ctx.db.delete(outboxMessages);
  expect(await runAt(ctx, "2027-05-02T08:00:00Z")).toBe(0);
});

test("R-1007 · a reset begins anew, and nobody is told of the old password that lives beside the new one", async () => {
  const ctx = await testContext();
  const { technical } = await managed(ctx);
  expect(await runAt(ctx, "2026-04-01T08:00:00Z")).toBe(1);
  ctx.moveTo("2026-04-02T08:00:00Z");
  await aTechnicalPasswordOf(ctx, technical.account);
  expect(await runAt(ctx, "2026-04-13T08:00:00Z")).toBe(0);
  expect(await runAt(ctx, "2026-04-16T08:00:00Z")).toBe(0);
  expect(await runAt(ctx, "2026-06-26T07:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-06-26T08:00:00Z")).toBe(1);
});

test("R-1008 · with a setting of ten days nobody is reminded of the password he has just made", async () => {
  const ctx = await testContext({ env: { TECHNICAL_PASSWORD_DAYS: "10" } });
  await managed(ctx);
  expect(await runAt(ctx, "2026-01-05T09:00:00Z")).toBe(0);
  expect(await runAt(ctx, "2026-01-12T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-01-12T09:00:00Z")).toBe(1);
});

test.each<[string, (ctx: TestContext, ids: { structureId: string; managerId: string }) => Promise<unknown>]>([
  ["was deleted", (ctx) => ctx.db.update(technicalAccounts).set({ status: "deleted", deletedAt: ctx.now() })],
  ["belongs to an inactive structure", (ctx) => ctx.db.update(structures).set({ status: "inactive" })],
  [
    "has no manager who can act",
    (ctx, { managerId }) => ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, managerId)),
  ],
])("R-1008 · nobody is told of an account that %s", async (_what, end) => {
  const ctx = await testContext();
  const { structure, manager } = await managed(ctx);
  expect(await runAt(ctx, "2026-03-31T07:59:59Z")).toBe(0);
  await end(ctx, { structureId: structure.id, managerId: manager.id });
  expect(await runAt(ctx, "2026-04-13T08:00:00Z")).toBe(0);
});

test("R-1010 · after a transfer the mail goes to the new manager's contact address, and no other", async () => {
  const ctx = await testContext();
  const { structure, manager } = await managed(ctx);
  const { account: heir, attachment } = await aMemberOf(ctx, structure);
  await ctx.db.update(accounts).set({ contactEmail: "heir@example.org" }).where(eq(accounts.id, heir.id));
  const permit = await aPermitOf(ctx, manager, { structure, right: "transfer-management" });
  const proof = await aPasswordProofOf(ctx, permit.holder);
  expect(await transferManagement(ctx, permit, { attachmentId: attachment.id, proof })).toEqual({
    kind: "transferred",
  });
  expect(await runAt(ctx, "2026-04-01T08:00:00Z")).toBe(1);
  expect(await told(ctx)).toEqual(["expires-soon heir@example.org"]);
});

test("R-1010 · after a change of the contact address the mail goes to the new one", async () => {
  const ctx = await testContext();
  const { manager } = await managed(ctx);
  const link = { purpose: "contact-email-confirmation", subjectId: manager.id, email: "new@example.org" } as const;
  const { id } = await mintLink(ctx, link);
  const [row] = await ctx.db.select().from(singleUseLinks).where(eq(singleUseLinks.id, id));
  if (!row) throw new Error("no link was made");
  expect(await confirmContactEmail(ctx, linkSecret(ctx.env, row))).toMatchObject({ kind: "confirmed" });
  expect(await runAt(ctx, "2026-04-01T08:00:00Z")).toBe(1);
  expect(await told(ctx)).toEqual(["expires-soon new@example.org"]);
});

test("SEC-97 · two instances at once tell each manager once", async () => {
  const ctx = await testContext();
  for (let count = 0; count < 8; count++) await managed(ctx, `atelier${count}@example.org`);
  ctx.moveTo("2026-04-01T08:00:00Z");
  const counts = await Promise.all([tellOfTechnicalPasswords(ctx), tellOfTechnicalPasswords(ctx)]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(8);
  expect(await told(ctx)).toHaveLength(8);
  expect(await ctx.db.$count(feedEvents)).toBe(8);
});

test("R-1105 · his feed has a line of each, and no second one when the mail was given up and is told at another address", async () => {
  const ctx = await testContext();
  const { structure, manager } = await managed(ctx);
  expect(await runAt(ctx, "2026-04-01T08:00:00Z")).toBe(1);
  await ctx.db.update(outboxMessages).set({ status: "dropped", settledAt: ctx.now() });
  await ctx.db.update(accounts).set({ contactEmail: "new@example.org" }).where(eq(accounts.id, manager.id));
  expect(await runAt(ctx, "2026-04-01T09:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-04-12T08:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-04-15T08:00:00Z")).toBe(1);
  const lines = await ctx.db.select().from(feedEvents).orderBy(feedEvents.happenedAt);
  const about = { accountId: manager.id, structureId: structure.id };
  expect(lines).toMatchObject([
    { ...about, kind: "technical-account-expires-soon", happenedAt: new Date("2026-04-01T08:00:00Z") },
    { ...about, kind: "technical-account-expires-soon", happenedAt: new Date("2026-04-12T08:00:00Z") },
    { ...about, kind: "technical-account-expired", happenedAt: new Date("2026-04-15T08:00:00Z") },
  ]);
});
