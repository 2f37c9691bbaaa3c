import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments, feedEvents, structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { openWorkspaces } from "@/drizzle/schema/workspace";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Attached,
  aManagerOf,
  aMemberOf,
  anAccount,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
  DEACTIVATED,
} from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import { closeWorkspaces } from "./close-workspaces";
import { permitFor } from "./permit-for";

const opened = ["FACTURES_EMISES", "SUIVI_FLUX", "ENGAGEMENTS"] as const;

async function manages(ctx: TestContext, { account, attachment }: Attached) {
  const permit = permitFor((await aSessionOf(ctx, account)).actor, attachment.structureId, "manage-workspaces");
  if (!permit) throw new Error("a manager closes workspaces");
  return permit;
}

test("R-708 · closing ends what is used, refuses what is asked for, and writes one mail a person", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  const manager = await aManagerOf(ctx, structure, { workspaces: [] });
  const user = await aMemberOf(ctx, structure, { workspaces: ["FACTURES_EMISES", "SUIVI_FLUX", "ENGAGEMENTS"] });
  const asker = await aMemberOf(ctx, structure, {
    workspaces: [],
    account: await anAccount(ctx, { language: "en" }),
  });
  const { id: askedId } = await aSubscriptionRequest(ctx, asker);
  const permit = await manages(ctx, manager);
  const outcome = await closeWorkspaces(ctx, permit, { workspaces: ["SUIVI_FLUX", "ENGAGEMENTS"] });
  expect(outcome).toEqual({ kind: "closed", workspaces: ["ENGAGEMENTS", "SUIVI_FLUX"], users: 2 });

  expect(await ctx.db.select({ workspace: openWorkspaces.workspace }).from(openWorkspaces)).toEqual([
    { workspace: "FACTURES_EMISES" },
  ]);
  const rows = await ctx.db.select().from(subscriptions);
  expect(rows.filter(({ status }) => status === "ended")).toHaveLength(2);
  expect(rows.find(({ id }) => id === askedId)).toMatchObject({
    status: "refused",
    refusalReason: "The workspace was closed for the structure.",
    decidedBy: manager.account.id,
    endedAt: null,
  });

  const mails = await ctx.db.select().from(outboxMessages);
  const mailTo = ({ account }: Attached) => mails.filter(({ recipient }) => recipient === account.contactEmail);
  expect(mails).toHaveLength(2);
  expect(mailTo(user)).toMatchObject([{ kind: "subscriptions-decided", message: { decision: "ended" } }]);
  expect(mailTo(asker)).toMatchObject([
    { language: "en", message: { kind: "subscriptions-decided", decision: "refused", subscriptionIds: [askedId] } },
  ]);

  const feed = await ctx.db.select().from(feedEvents);
  const linesOf = ({ account }: Attached) => feed.filter(({ accountId }) => accountId === account.id).length;
  expect([linesOf(manager), linesOf(user), linesOf(asker)]).toEqual([2, 2, 1]);
  expect(feed[0]).toMatchObject({
    kind: "workspace-closed",
    structureId: structure.id,
    personName: `${manager.account.givenName} ${manager.account.familyName}`,
  });
  expect(await ctx.db.select().from(structureHistory)).toMatchObject([
    { kind: "workspace-closed", workspace: "ENGAGEMENTS", actorId: manager.account.id },
    { kind: "workspace-closed", workspace: "SUIVI_FLUX" },
  ]);
  const audit = await ctx.db.select().from(auditEvents);
  expect(audit.map(({ kind }) => kind).sort()).toEqual([
    "subscription-ended",
    "subscription-ended",
    "subscription-refused",
    "workspace-closed",
    "workspace-closed",
  ]);
});

test("R-1201 · each subscription that ends with its workspace tells from where, in a session and by software", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  const permit = await manages(ctx, await aManagerOf(ctx, structure, { workspaces: [] }));
  await aMemberOf(ctx, structure, { workspaces: ["SUIVI_FLUX", "ENGAGEMENTS"] });
  await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure, { workspaces: [] }));
  const origins = async (kind: "subscription-ended" | "subscription-refused") =>
    (await personalValuesOf(ctx, kind)).map(({ origin }) => origin);
  await closeWorkspaces(ctx, permit, { workspaces: ["SUIVI_FLUX"] });
  await closeWorkspaces({ ...ctx, origin: "198.51.100.9" }, permit, { workspaces: ["ENGAGEMENTS"] });
  expect(await origins("subscription-ended")).toEqual(["192.0.2.1", "198.51.100.9"]);
  expect(await origins("subscription-refused")).toHaveLength(1);
});

test("R-708, N-16 · whoever used one and waited for another is told of the end and of the refusal", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  const permit = await manages(ctx, await aManagerOf(ctx, structure, { workspaces: [] }));
  const member = await aMemberOf(ctx, structure, { workspaces: ["ENGAGEMENTS"] });
  const { id: askedId } = await aSubscriptionRequest(ctx, member);
  const outcome = await closeWorkspaces(ctx, permit, { workspaces: ["SUIVI_FLUX", "ENGAGEMENTS"] });
  expect(outcome).toMatchObject({ users: 1 });
  const told = (await ctx.db.select().from(outboxMessages)).map(({ message }) => message);
  expect(told).toHaveLength(2);
  expect(told).toContainEqual(expect.objectContaining({ decision: "refused", subscriptionIds: [askedId] }));
  expect(told).toContainEqual(expect.objectContaining({ decision: "ended" }));
});

test("R-708 · five thousand subscriptions end together, by the same few statements", { timeout: 60_000 }, async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX"] });
  const manager = await aManagerOf(ctx, structure, { workspaces: [] });
  await crowd(ctx, {
    structureId: structure.id,
    model: (await aMemberOf(ctx, structure, { workspaces: [] })).account.id,
  });
  const permit = await manages(ctx, manager);
  ctx.queries();
  const outcome = await closeWorkspaces(ctx, permit, { workspaces: ["SUIVI_FLUX"] });
  expect(outcome).toEqual({ kind: "closed", workspaces: ["SUIVI_FLUX"], users: 5000 });
  // Begin, lock, right, change, everybody told, notes, commit.
  expect(ctx.queries()).toBeLessThanOrEqual(7);
  expect(await ctx.db.$count(subscriptions, eq(subscriptions.status, "ended"))).toBe(5000);
  expect(await ctx.db.$count(outboxMessages)).toBe(5000);
  expect(await ctx.db.$count(feedEvents)).toBe(5001);
  expect(await ctx.db.$count(auditEvents)).toBe(5001);
});

test("R-708 · ten clicks at once close it once", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  const manager = await aManagerOf(ctx, structure);
  const permit = await manages(ctx, manager);
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => closeWorkspaces(ctx, permit, { workspaces: ["SUIVI_FLUX"] })),
  );
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["closed", ...Array(9).fill("not-open")]);
  expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(structureHistory)]).toEqual([1, 1]);
});

test("R-510, SEC-62 · a deactivated person gets no mail, and another structure's people are left alone", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  const permit = await manages(ctx, await aManagerOf(ctx, structure, { workspaces: [] }));
  const away = await aMemberOf(ctx, structure, { workspaces: ["SUIVI_FLUX"] });
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, away.account.id));
  await aMemberOf(ctx, await aStructure(ctx, { opened }), { workspaces: ["SUIVI_FLUX"] });
  expect(await closeWorkspaces(ctx, permit, { workspaces: ["SUIVI_FLUX"] })).toMatchObject({ users: 1 });
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
  expect(await ctx.db.$count(subscriptions, eq(subscriptions.status, "active"))).toBe(1);
  expect(await ctx.db.$count(openWorkspaces)).toBe(5);
});

test("SEC-67 · whoever manages no more closes nothing", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  await aManagerOf(ctx, structure);
  const secondary = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const permit = await manages(ctx, secondary);
  await ctx.db.update(attachments).set({ role: "member" }).where(eq(attachments.id, secondary.attachment.id));
  expect(await closeWorkspaces(ctx, permit, { workspaces: ["SUIVI_FLUX"] })).toEqual({ kind: "not-permitted" });
  expect(await ctx.db.$count(openWorkspaces)).toBe(3);
});

/** Five thousand people who use SUIVI_FLUX for the structure, made like one who exists. */
async function crowd(ctx: TestContext, { structureId, model }: { structureId: string; model: string }): Promise<void> {
  const now = ctx.now().toISOString();
  await ctx.db.execute(sql`
    with people as (
      insert into accounts (id, email, contact_email, password_hash, family_name, given_name, language, terms_version,
        terms_accepted_at, created_at)
      select gen_random_uuid(), 'crowd.' || turn || '@example.org', 'crowd.' || turn || '@example.org', password_hash,
        family_name, given_name, language, terms_version, terms_accepted_at, created_at
      from generate_series(1, 5000) turn cross join accounts where accounts.id = ${model}
      returning id
    )
    insert into subscriptions (id, account_id, structure_id, workspace, access, status, requested_at, decided_at)
    select gen_random_uuid(), id, ${structureId}, 'SUIVI_FLUX', 'write', 'active', ${now}::timestamptz, ${now}::timestamptz
    from people`);
}
