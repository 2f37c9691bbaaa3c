import { eq, isNull } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { accounts, sessions } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { findActor } from "@/lib/attachment/find-actor";
import { transferManagement } from "@/lib/attachment/transfer-management";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Account,
  aManagerOf,
  aMemberOf,
  anAccount,
  aPasswordProofOf,
  aPermitOf,
  aSessionOf,
  aStructure,
} from "@/lib/testing/people";
import { closeAccount } from "./close-account";
import { deactivateOwnAccount } from "./deactivate-own-account";

const statusOf = async (ctx: TestContext, { id }: Account) =>
  (await ctx.db.select().from(accounts).where(eq(accounts.id, id)))[0]?.status;

const openSessions = (ctx: TestContext) => ctx.db.$count(sessions, isNull(sessions.endedAt));

/** The person at the form, who has just given the password. */
async function leaving(ctx: TestContext, account: Account) {
  const { actor } = await aSessionOf(ctx, account);
  const proof = await aPasswordProofOf(ctx, actor);
  return { leave: () => deactivateOwnAccount(ctx, actor, { proof }) };
}

test("R-502 · a person deactivates his own account: signed out everywhere, N-04 to the login address", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { contactEmail: "contact@example.org" });
  const { leave } = await leaving(ctx, account);
  const elsewhere = await aSessionOf(ctx, account);
  expect(await openSessions(ctx)).toBe(2);
  expect(await leave()).toEqual({ kind: "deactivated", vacantStructures: [] });
  expect(await statusOf(ctx, account)).toBe("deactivated");
  expect(await openSessions(ctx)).toBe(0);
  expect(await findActor(ctx, elsewhere.secret)).toBeNull();
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { kind: "account-deactivated", recipient: account.email },
  ]);
  const told = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "account-deactivated"));
  expect(told).toMatchObject([{ actorId: account.id, targetId: account.id, facts: { cause: "own-wish" } }]);
});

test("M-52, R-503 · the primary manager of a structure with another active user hands over first; nothing changes", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const colleague = await aMemberOf(ctx, structure);
  const { leave } = await leaving(ctx, account);
  expect(await leave()).toEqual({ kind: "must-hand-over" });
  expect(await statusOf(ctx, account)).toBe("active");
  expect(await openSessions(ctx)).toBe(1);
  expect(await ctx.db.$count(outboxMessages)).toBe(0);

  const permit = await aPermitOf(ctx, account, { structure, right: "transfer-management" });
  const proof = await aPasswordProofOf(ctx, permit.holder);
  await transferManagement(ctx, permit, { attachmentId: colleague.attachment.id, proof });
  expect(await leave()).toEqual({ kind: "deactivated", vacantStructures: [] });
  expect(await ctx.db.select().from(structures)).toMatchObject([{ managerVacantSince: null }]);
});

test("R-503, R-509 · alone in it he may go, and the structure stays without manager", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account, attachment } = await aManagerOf(ctx, structure);
  await aMemberOf(ctx, structure, { status: "suspended" });
  const { leave } = await leaving(ctx, account);
  expect(await leave()).toEqual({ kind: "deactivated", vacantStructures: [structure.id] });
  expect(await ctx.db.select().from(structures)).toMatchObject([{ managerVacantSince: ctx.now() }]);
  const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, attachment.id));
  expect(row).toMatchObject({ role: "primary-manager", status: "approved" });
});

test("SEC-45 · the proof that somebody else gave is refused", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  const stranger = await aSessionOf(ctx, await anAccount(ctx));
  const proof = await aPasswordProofOf(ctx, stranger.actor);
  await expect(deactivateOwnAccount(ctx, actor, { proof })).rejects.toThrow("somebody else");
  expect(await statusOf(ctx, account)).toBe("active");
});

test("R-501 · whom support has deactivated meanwhile is not deactivated twice", async () => {
  const ctx = await testContext();
  vi.spyOn(console, "info").mockImplementation(() => {});
  const account = await anAccount(ctx);
  const { leave } = await leaving(ctx, account);
  await closeAccount(ctx, {
    accountId: account.id,
    cause: "administrator",
    actorId: null,
    reason: "Perdu",
    eraseOn: null,
  });
  expect(await leave()).toEqual({ kind: "not-active" });
  const [row] = await ctx.db.select().from(accounts);
  expect(row?.deactivationCause).toBe("administrator");
});

test("SEC-65, R-503 · the last two leave at once: the manager goes after his colleague, or stays; the seat is never lost", async () => {
  const ctx = await testContext();
  for (let round = 0; round < 8; round++) {
    const structure = await aStructure(ctx);
    const primary = await aManagerOf(ctx, structure);
    const secondary = await aMemberOf(ctx, structure, { role: "secondary-manager" });
    const both = [await leaving(ctx, primary.account), await leaving(ctx, secondary.account)];
    if (round % 2) both.reverse();
    const outcomes = await Promise.all(both.map(({ leave }) => leave()));
    if (round % 2) outcomes.reverse();
    const [manager, colleague] = outcomes;
    expect(colleague?.kind).toBe("deactivated");
    const [row] = await ctx.db.select().from(structures).where(eq(structures.id, structure.id));
    if (manager?.kind === "deactivated") expect(row?.managerVacantSince).toEqual(ctx.now());
    else {
      expect(manager).toEqual({ kind: "must-hand-over" });
      expect(row?.managerVacantSince).toBeNull();
      expect(await statusOf(ctx, primary.account)).toBe("active");
    }
  }
});
