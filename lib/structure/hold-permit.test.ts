import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import type { Actor } from "@/lib/attachment/actor";
import { permitFor } from "@/lib/attachment/permit-for";
import { inTransaction } from "@/lib/platform/context";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aSessionOf, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { holdPermit } from "./hold-permit";
import type { Permit } from "./permit";
import { mayAs, type Right, type Role, rights } from "./rights";

const everyRight = Object.keys(rights) as Right[];
const roles: Role[] = ["member", "secondary-manager", "primary-manager"];

/** The permit as a command gets it, or a failure of the test. */
function permitOf<R extends Right>(actor: Actor, structureId: string, right: R): Permit<R> {
  const permit = permitFor(actor, structureId, right);
  if (!permit) throw new Error(`no permit for ${right}`);
  return permit;
}

const hold = (ctx: TestContext, permit: Permit) => inTransaction(ctx, (tx) => holdPermit(tx, permit));

describe("R-005 · SEC-60 · every role, every right, on one's own structure, another one and none", () => {
  test.each(roles)("%s", async (role) => {
    const ctx = await testContext();
    const own = await aStructure(ctx);
    const other = await aStructure(ctx);
    const { account } = role === "primary-manager" ? await aManagerOf(ctx, own) : await aMemberOf(ctx, own, { role });
    const { actor } = await aSessionOf(ctx, account);
    for (const right of everyRight) {
      const permit = permitFor(actor, own.id, right);
      expect([right, permit !== null]).toEqual([right, mayAs(role, right)]);
      if (permit) expect(await hold(ctx, permit)).toMatchObject({ capacity: role });
      expect(permitFor(actor, other.id, right)).toBeNull();
      expect(permitFor(actor, ctx.id(), right)).toBeNull();
    }
  });

  test.each(["pending", "suspended", "refused", "cancelled", "ended"] as const)(
    "R-854 · an attachment that is %s gives no right",
    async (status) => {
      const ctx = await testContext();
      const structure = await aStructure(ctx);
      const { account } = await aMemberOf(ctx, structure, { role: "secondary-manager", status });
      const { actor } = await aSessionOf(ctx, account);
      expect(everyRight.filter((right) => permitFor(actor, structure.id, right))).toEqual([]);
    },
  );

  test("an administrator has his three rights everywhere, and no other one", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { actor } = await aSessionOf(ctx, await anAccount(ctx, { isAdministrator: true }));
    expect(everyRight.filter((right) => permitFor(actor, structure.id, right))).toEqual(
      everyRight.filter((right) => mayAs("administrator", right)),
    );
  });
});

describe("SEC-67 · SEC-44 · what was true when the page was shown is asked again", () => {
  test("a manager who was made a simple user meanwhile holds nothing", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { account, attachment } = await aMemberOf(ctx, structure, { role: "secondary-manager" });
    const permit = permitOf((await aSessionOf(ctx, account)).actor, structure.id, "edit-sheet");
    await ctx.db.update(attachments).set({ role: "member" }).where(eq(attachments.id, attachment.id));
    expect(await hold(ctx, permit)).toBeNull();
  });

  test.each(["suspended", "ended"] as const)("a manager whose attachment is %s holds nothing", async (status) => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { account, attachment } = await aMemberOf(ctx, structure, { role: "secondary-manager" });
    const permit = permitOf((await aSessionOf(ctx, account)).actor, structure.id, "decide-requests");
    await ctx.db.update(attachments).set({ status }).where(eq(attachments.id, attachment.id));
    expect(await hold(ctx, permit)).toBeNull();
  });

  test("a manager whose account was deactivated meanwhile holds nothing", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { account } = await aManagerOf(ctx, structure);
    const permit = permitOf((await aSessionOf(ctx, account)).actor, structure.id, "decide-requests");
    await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id));
    expect(await hold(ctx, permit)).toBeNull();
  });

  test("R-857 · an administrator decides only where nobody manages the structure", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { actor } = await aSessionOf(ctx, await anAccount(ctx, { isAdministrator: true }));
    const permit = permitOf(actor, structure.id, "decide-requests");
    expect(await hold(ctx, permit)).toMatchObject({ capacity: "administrator" });
    await aMemberOf(ctx, structure, { role: "secondary-manager" });
    expect(await hold(ctx, permit)).toBeNull();
    // The other rights of support do not depend on it.
    expect(await hold(ctx, permitOf(actor, structure.id, "transfer-management"))).not.toBeNull();
  });

  test("an administrator who is one no more holds nothing", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const account = await anAccount(ctx, { isAdministrator: true });
    const permit = permitOf((await aSessionOf(ctx, account)).actor, structure.id, "change-identifier");
    await ctx.db.update(accounts).set({ isAdministrator: false }).where(eq(accounts.id, account.id));
    expect(await hold(ctx, permit)).toBeNull();
  });

  test("the held structure says how it stands now, in two statements", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { account } = await aManagerOf(ctx, structure);
    const permit = permitOf((await aSessionOf(ctx, account)).actor, structure.id, "edit-sheet");
    await ctx.db.update(structures).set({ status: "inactive", version: 4 }).where(eq(structures.id, structure.id));
    await inTransaction(ctx, async (tx) => {
      ctx.queries();
      expect(await holdPermit(tx, permit)).toEqual({
        status: "inactive",
        sector: "private",
        legalName: structure.legalName,
        label: null,
        capacity: "primary-manager",
        version: 4,
      });
      expect(ctx.queries()).toBe(2);
    });
  });
});

test("SEC-65 · acts on one structure happen one after the other, and the second one sees what the first one did", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const permit = permitOf((await aSessionOf(ctx, account)).actor, structure.id, "edit-sheet");
  const versions = await Promise.all(
    Array.from({ length: 10 }, () =>
      inTransaction(ctx, async (tx) => {
        const held = await holdPermit(tx, permit);
        const version = (held?.version ?? 0) + 1;
        await tx.db.update(structures).set({ version }).where(eq(structures.id, structure.id));
        return version;
      }),
    ),
  );
  expect(versions.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

describe("SEC-65 · R-003 · the database itself keeps a manager or a declared vacancy", () => {
  test("a primary manager cannot go without a successor or a declared vacancy", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { attachment } = await aManagerOf(ctx, structure);
    const mine = eq(attachments.id, attachment.id);
    const constraint = { cause: expect.objectContaining({ constraint: "structures_have_manager_or_vacancy" }) };
    await expect(ctx.db.update(attachments).set({ status: "ended" }).where(mine)).rejects.toMatchObject(constraint);
    await expect(ctx.db.update(attachments).set({ role: "member" }).where(mine)).rejects.toMatchObject(constraint);
    await expect(ctx.db.delete(attachments).where(mine)).rejects.toMatchObject(constraint);
    await inTransaction(ctx, async (tx) => {
      await tx.db.update(attachments).set({ status: "ended" }).where(mine);
      await tx.db.update(structures).set({ managerVacantSince: tx.now() }).where(eq(structures.id, structure.id));
    });
  });

  test("there are never two primary managers", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    await aManagerOf(ctx, structure);
    const { attachment } = await aMemberOf(ctx, structure);
    await expect(
      ctx.db.update(attachments).set({ role: "primary-manager" }).where(eq(attachments.id, attachment.id)),
    ).rejects.toMatchObject({ cause: expect.objectContaining({ constraint: "attachments_one_primary_manager" }) });
  });
});
