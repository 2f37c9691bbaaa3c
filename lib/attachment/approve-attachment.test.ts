import { eq, inArray } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import {
  attachmentDepartments,
  attachments,
  feedEvents,
  structureHistory,
  subscriptions,
} from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { departments, structures } from "@/drizzle/schema/structure";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { clearTrail } from "@/lib/testing/clear-trail";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Account,
  aManagerOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
  DEACTIVATED,
  type Structure,
} from "@/lib/testing/people";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import { approveAttachment } from "./approve-attachment";
import { permitFor } from "./permit-for";
import { refuseAttachment } from "./refuse-attachment";

const plain = { role: "member", departmentIds: "asked", workspaces: "default" } as const;

test("R-906 · a manager approves: the person is attached, told by mail and in the feed, and the act is written down", async () => {
  const { ctx, structure, manager, permit, request } = await aDecision();
  ctx.queries();
  expect(await approveAttachment(ctx, permit, { ...plain, attachmentId: request.attachment.id })).toEqual({
    kind: "approved",
  });
  // begin, two to hold the structure, one the request, what changes, what is told, commit.
  expect(ctx.queries()).toBe(7);

  expect(await attachmentOf(ctx, request.attachment.id)).toMatchObject({
    status: "approved",
    role: "member",
    decidedBy: manager.id,
    decidedAt: ctx.now(),
  });
  const { id: attachmentId } = request.attachment;
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    {
      recipient: request.account.contactEmail,
      language: "fr",
      message: { kind: "attachment-decided", attachmentId, decision: "approved", deciderId: manager.id },
    },
  ]);
  expect(await ctx.db.select().from(structureHistory)).toMatchObject([
    { kind: "attachment-approved", actorId: manager.id, subjectId: request.account.id, targetId: attachmentId },
  ]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    {
      kind: "attachment-approved",
      actorId: manager.id,
      targetId: attachmentId,
      facts: { structureId: structure.id, role: "member", workspaces: ["FACTURES_EMISES"] },
    },
  ]);
  const feed = await ctx.db.select().from(feedEvents);
  expect(feed.map(({ accountId, kind }) => [accountId, kind])).toEqual(
    expect.arrayContaining([
      [request.account.id, "attachment-approved"],
      [manager.id, "attachment-approved-of"],
    ]),
  );
  expect(feed).toHaveLength(2);
});

test("R-706 · the default is FACTURES_EMISES to write in, at the next click, and nothing else", async () => {
  const { ctx, permit, request } = await aDecision();
  await approveAttachment(ctx, permit, { ...plain, attachmentId: request.attachment.id });
  const { actor } = await aSessionOf(ctx, request.account);
  expect(actor.subscriptions).toMatchObject([{ workspace: "FACTURES_EMISES", access: "write" }]);
});

test("R-706 · where FACTURES_EMISES is not open, the default is nothing", async () => {
  const { ctx, permit, request } = await aDecision({ opened: ["ENGAGEMENTS"] });
  await approveAttachment(ctx, permit, { ...plain, attachmentId: request.attachment.id });
  expect(await ctx.db.$count(subscriptions, eq(subscriptions.accountId, request.account.id))).toBe(0);
});

test("R-703 · what the manager ticks is opened in the mode he chose, but only what the structure has open", async () => {
  const { ctx, permit, request } = await aDecision({ opened: ["ENGAGEMENTS", "FACTURES_EMISES"] });
  const outcome = await approveAttachment(ctx, permit, {
    ...plain,
    attachmentId: request.attachment.id,
    workspaces: [
      { workspace: "ENGAGEMENTS", access: "read" },
      { workspace: "ENGAGEMENTS", access: "read" },
      { workspace: "SUIVI_FLUX", access: "write" },
    ],
  });
  expect(outcome).toEqual({ kind: "approved" });
  const rows = await ctx.db.select().from(subscriptions).where(eq(subscriptions.accountId, request.account.id));
  expect(rows).toMatchObject([{ workspace: "ENGAGEMENTS", access: "read", status: "active", departmentId: null }]);
});

test("R-906 · a subscription that already lives stays as it is", async () => {
  const { ctx, structure, permit, request } = await aDecision();
  await ctx.db.insert(subscriptions).values({
    id: ctx.id(),
    accountId: request.account.id,
    structureId: structure.id,
    workspace: "FACTURES_EMISES",
    access: "read",
    status: "active",
    requestedAt: ctx.now(),
  });
  await approveAttachment(ctx, permit, { ...plain, attachmentId: request.attachment.id });
  const rows = await ctx.db.select().from(subscriptions).where(eq(subscriptions.accountId, request.account.id));
  expect(rows).toMatchObject([{ access: "read" }]);
});

test("R-906 · of the asked departments the ticked ones are approved and the others refused", async () => {
  const { ctx, structure, permit, request } = await aDecision();
  const [sales, works] = await askFor(ctx, structure, request.attachment.id, ["VENTES", "TRAVAUX"]);
  const foreign = ctx.id();
  await approveAttachment(ctx, permit, {
    ...plain,
    attachmentId: request.attachment.id,
    departmentIds: [String(sales), foreign],
  });
  expect(await departmentsOf(ctx, request.attachment.id)).toEqual({
    [String(sales)]: "approved",
    [String(works)]: "refused",
  });
});

test("R-812 · SEC-67 · a department that closed since it was asked for is refused; where all have, nobody is attached", async () => {
  const { ctx, structure, permit, request } = await aDecision();
  const attachmentId = request.attachment.id;
  const [sales, works] = await askFor(ctx, structure, attachmentId, ["VENTES", "TRAVAUX"]);
  const closes = (ids: unknown[]) =>
    ctx.db
      .update(departments)
      .set({ validUntil: "2026-01-04" })
      .where(inArray(departments.id, ids.map(String)));
  await closes([sales, works]);
  const approval = { ...plain, attachmentId };
  expect(await approveAttachment(ctx, permit, approval)).toEqual({ kind: "no-department" });
  await ctx.db
    .update(departments)
    .set({ validUntil: null })
    .where(eq(departments.id, String(works)));
  expect(await approveAttachment(ctx, permit, approval)).toEqual({ kind: "approved" });
  expect(await departmentsOf(ctx, attachmentId)).toEqual({ [String(sales)]: "refused", [String(works)]: "approved" });
});

test("R-906 · all asked departments at once with `asked`", async () => {
  const { ctx, structure, permit, request } = await aDecision();
  await askFor(ctx, structure, request.attachment.id, ["VENTES", "TRAVAUX"]);
  await approveAttachment(ctx, permit, { ...plain, attachmentId: request.attachment.id });
  expect(Object.values(await departmentsOf(ctx, request.attachment.id))).toEqual(["approved", "approved"]);
});

test("R-906 · a request with every department unticked is not approved", async () => {
  const { ctx, structure, permit, request } = await aDecision();
  await askFor(ctx, structure, request.attachment.id, ["VENTES"]);
  const approval = { ...plain, attachmentId: request.attachment.id, departmentIds: [] };
  expect(await approveAttachment(ctx, permit, approval)).toEqual({ kind: "no-department" });
  await nothingHappened(ctx, request.attachment.id);
});

test("R-906 · a request for the default department needs no tick", async () => {
  const { ctx, permit, request } = await aDecision();
  const approval = { ...plain, attachmentId: request.attachment.id, departmentIds: [] };
  expect(await approveAttachment(ctx, permit, approval)).toEqual({ kind: "approved" });
});

test.each([
  ["primary-manager", "member", "approved"],
  ["primary-manager", "secondary-manager", "approved"],
  ["primary-manager", "primary-manager", "not-permitted"],
  ["secondary-manager", "member", "approved"],
  ["secondary-manager", "secondary-manager", "not-permitted"],
  ["secondary-manager", "primary-manager", "not-permitted"],
] as const)("R-906 · SEC-64 · a %s who gives the role %s: %s", async (as, role, kind) => {
  const { ctx, permit, request } = await aDecision({ as });
  expect(await approveAttachment(ctx, permit, { ...plain, role, attachmentId: request.attachment.id })).toEqual({
    kind,
  });
  if (kind === "not-permitted") await nothingHappened(ctx, request.attachment.id);
  else expect(await attachmentOf(ctx, request.attachment.id)).toMatchObject({ role });
});

test("C-17 · SEC-71 · where secondary managers are switched off, nobody becomes one", async () => {
  const { ctx, permit, request } = await aDecision({ env: { SECONDARY_MANAGERS: "off" } });
  const approval = { ...plain, role: "secondary-manager", attachmentId: request.attachment.id } as const;
  expect(await approveAttachment(ctx, permit, approval)).toEqual({ kind: "not-permitted" });
});

test("R-857 · an administrator decides where there is no manager", async () => {
  const { ctx, structure, permit, request } = await aDecision({ as: "administrator" });
  const attachmentId = request.attachment.id;
  expect(await approveAttachment(ctx, permit, { ...plain, attachmentId })).toEqual({ kind: "approved" });
  const [row] = await ctx.db.select().from(structures).where(eq(structures.id, structure.id));
  expect(row?.managerVacantSince).not.toBeNull();
});

test.each(["secondary-manager", "primary-manager"] as const)(
  "SEC-68 · one administrator alone makes nobody a %s of a vacant structure",
  async (role) => {
    const { ctx, structure, permit, request } = await aDecision({ as: "administrator" });
    const approval = { ...plain, role, attachmentId: request.attachment.id };
    expect(await approveAttachment(ctx, permit, approval)).toEqual({ kind: "not-permitted" });
    await nothingHappened(ctx, request.attachment.id);
    const [row] = await ctx.db.select().from(structures).where(eq(structures.id, structure.id));
    expect(row?.managerVacantSince).not.toBeNull();
  },
);

test("R-857 · a manager who came meanwhile decides, no administrator any more", async () => {
  const { ctx, structure, permit, request } = await aDecision({ as: "administrator" });
  await aManagerOf(ctx, structure);
  expect(await approveAttachment(ctx, permit, { ...plain, attachmentId: request.attachment.id })).toEqual({
    kind: "not-permitted",
  });
  await nothingHappened(ctx, request.attachment.id);
});

test.each([
  [
    "the requester was deactivated",
    "requester-inactive",
    (ctx: Context, { requester }: Changed) =>
      ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, requester.id)),
  ],
  [
    "the request was cancelled",
    "already-decided",
    (ctx: Context, { requester }: Changed) =>
      ctx.db.update(attachments).set({ status: "cancelled" }).where(eq(attachments.accountId, requester.id)),
  ],
  [
    "the structure became inactive",
    "structure-inactive",
    (ctx: Context, { structure }: Changed) =>
      ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id)),
  ],
  [
    "the decider lost his role",
    "not-permitted",
    (ctx: Context, { decider }: Changed) =>
      ctx.db.update(attachments).set({ role: "member" }).where(eq(attachments.accountId, decider.id)),
  ],
  [
    "the decider was suspended",
    "not-permitted",
    (ctx: Context, { decider }: Changed) =>
      ctx.db.update(attachments).set({ status: "suspended" }).where(eq(attachments.accountId, decider.id)),
  ],
  [
    "the decider's account was deactivated",
    "not-permitted",
    (ctx: Context, { decider }: Changed) => ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, decider.id)),
  ],
])("SEC-67 · %s between display and submit: %s", async (_case, kind, change) => {
  const { ctx, structure, manager, permit, request } = await aDecision({ as: "secondary-manager" });
  await change(ctx, { structure, requester: request.account, decider: manager });
  expect(await approveAttachment(ctx, permit, { ...plain, attachmentId: request.attachment.id })).toEqual({ kind });
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
  expect(await ctx.db.$count(auditEvents)).toBe(0);
});

test("SEC-67 · nobody decides of his own request, not even support", async () => {
  const { ctx, structure, permit, manager } = await aDecision({ as: "administrator" });
  const { attachment } = await aPendingRequest(ctx, structure, { account: manager });
  expect(await approveAttachment(ctx, permit, { ...plain, attachmentId: attachment.id })).toEqual({
    kind: "own-request",
  });
  await nothingHappened(ctx, attachment.id);
});

test("SEC-61 · another structure's request is answered like one that does not exist", async () => {
  const { ctx, permit } = await aDecision();
  const { attachment } = await aPendingRequest(ctx, await aStructure(ctx));
  const foreign = await approveAttachment(ctx, permit, { ...plain, attachmentId: attachment.id });
  const absent = await approveAttachment(ctx, permit, { ...plain, attachmentId: ctx.id() });
  expect([foreign, absent]).toEqual([{ kind: "not-found" }, { kind: "not-found" }]);
  await nothingHappened(ctx, attachment.id);
});

test("SEC-66 · fifty approvals and refusals at once: one state, one mail, one audit row, the others are told", async () => {
  const { ctx, structure, permit, request } = await aDecision();
  const deputy = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const other = await permitOf(ctx, deputy.account, structure);
  const attachmentId = request.attachment.id;
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, n) => {
      const by = n % 4 < 2 ? permit : other;
      return n % 2 === 0
        ? approveAttachment(ctx, by, { ...plain, attachmentId })
        : refuseAttachment(ctx, by, { attachmentId, reason: "Inconnu de nos services" });
    }),
  );
  const kinds = outcomes.map(({ kind }) => kind);
  const [winner, ...more] = kinds.filter((kind) => kind !== "already-decided");
  expect(more).toEqual([]);
  expect((await attachmentOf(ctx, attachmentId))?.status).toBe(winner);
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
  expect(await ctx.db.$count(auditEvents)).toBe(1);
  expect(await ctx.db.$count(structureHistory)).toBe(1);
  expect(await ctx.db.$count(subscriptions, eq(subscriptions.accountId, request.account.id))).toBe(
    winner === "approved" ? 1 : 0,
  );
});

interface Changed {
  structure: Structure;
  requester: Account;
  decider: Account;
}

/** A structure, who decides there, and one request. An administrator decides where nobody manages. */
async function aDecision({
  as = "primary-manager",
  opened,
  env,
}: {
  as?: "primary-manager" | "secondary-manager" | "administrator";
  opened?: WorkspaceCode[];
  env?: Record<string, string>;
} = {}) {
  const ctx = await testContext({ env });
  const structure = await aStructure(ctx, opened ? { opened } : {});
  const account =
    as === "administrator"
      ? await anAccount(ctx, { isAdministrator: true })
      : (await aManagerOf(ctx, structure, { role: as })).account;
  const permit = await permitOf(ctx, account, structure);
  const request = await aPendingRequest(ctx, structure);
  await clearTrail(ctx);
  return { ctx, structure, manager: account, permit, request };
}

async function permitOf(ctx: Context, account: Account, structure: Structure): Promise<Permit<"decide-requests">> {
  const permit = permitFor((await aSessionOf(ctx, account)).actor, structure.id, "decide-requests");
  if (!permit) throw new Error("no permit");
  return permit;
}

async function askFor(ctx: Context, structure: Structure, attachmentId: string, codes: string[]): Promise<string[]> {
  const ids = codes.map(() => ctx.id());
  await ctx.db.insert(departments).values(
    codes.map((code, n) => ({
      id: String(ids[n]),
      structureId: structure.id,
      code,
      name: code,
      validFrom: "2020-01-01",
    })),
  );
  await ctx.db
    .insert(attachmentDepartments)
    .values(
      ids.map((departmentId) => ({ attachmentId, departmentId, status: "pending" as const, requestedAt: ctx.now() })),
    );
  return ids;
}

async function departmentsOf(ctx: Context, attachmentId: string): Promise<Record<string, string>> {
  const rows = await ctx.db
    .select()
    .from(attachmentDepartments)
    .where(eq(attachmentDepartments.attachmentId, attachmentId));
  return Object.fromEntries(rows.map(({ departmentId, status }) => [departmentId, status]));
}

async function attachmentOf(ctx: Context, attachmentId: string) {
  const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, attachmentId));
  return row;
}

async function nothingHappened(ctx: TestContext, attachmentId: string) {
  expect((await attachmentOf(ctx, attachmentId))?.status).toBe("pending");
  expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(auditEvents)]).toEqual([0, 0]);
}
