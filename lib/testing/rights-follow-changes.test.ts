import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, sessions } from "@/drizzle/schema/account";
import { attachments, subscriptions } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { asSubscriber } from "@/lib/attachment/actor";
import { findActor } from "@/lib/attachment/find-actor";
import { openWorkspaces } from "@/lib/attachment/open-workspaces";
import { permitFor } from "@/lib/attachment/permit-for";
import { inTransaction } from "@/lib/platform/context";
import { holdPermit } from "@/lib/structure/hold-permit";
import { mayAs, type Right, rights } from "@/lib/structure/rights";
import { type TestContext, testContext } from "./context";
import { type Attached, aManagerOf, aMemberOf, aSessionOf, aStructure, DEACTIVATED, type Structure } from "./people";

interface Scene extends Attached {
  ctx: TestContext;
  structure: Structure;
}

/** What may happen in a second session while the first one has its page open, and what the person is afterwards. */
const changes: Record<string, { as: "member" | "nobody" | "signed-out"; make: (scene: Scene) => Promise<unknown> }> = {
  "the role becomes that of a simple user": {
    as: "member",
    make: ({ ctx, attachment }) =>
      ctx.db.update(attachments).set({ role: "member" }).where(eq(attachments.id, attachment.id)),
  },
  "the attachment is suspended": { as: "nobody", make: (scene) => becomes(scene, "suspended") },
  "the attachment ends": { as: "nobody", make: (scene) => becomes(scene, "ended") },
  "the attachment goes back to waiting": { as: "nobody", make: (scene) => becomes(scene, "pending") },
  "the attachment moves to another structure": {
    as: "nobody",
    make: async ({ ctx, attachment }) => {
      const { id: structureId } = await aStructure(ctx);
      return ctx.db.update(attachments).set({ structureId }).where(eq(attachments.id, attachment.id));
    },
  },
  "the account is deactivated": {
    as: "signed-out",
    make: ({ ctx, account }) => ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id)),
  },
  "the account is erased": {
    as: "signed-out",
    make: ({ ctx, account }) => ctx.db.update(accounts).set({ status: "erased" }).where(eq(accounts.id, account.id)),
  },
  "the session is closed": {
    as: "signed-out",
    make: ({ ctx, account }) =>
      ctx.db.update(sessions).set({ endedAt: ctx.now() }).where(eq(sessions.accountId, account.id)),
  },
};

function becomes({ ctx, attachment }: Scene, status: "suspended" | "ended" | "pending") {
  return ctx.db.update(attachments).set({ status }).where(eq(attachments.id, attachment.id));
}

async function aManagerWithHisPageOpen() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  // Somebody else keeps the main seat: what is taken from the person below leaves none empty (SEC-65).
  await aManagerOf(ctx, structure);
  const manager = await aMemberOf(ctx, structure, { role: "secondary-manager" });
  const { secret, actor } = await aSessionOf(ctx, manager.account);
  return { ctx, structure, secret, actor, ...manager };
}

describe("SEC-44 · what changed in a second session counts at the next page and the next act", () => {
  const held = (Object.keys(rights) as Right[]).filter((right) => mayAs("secondary-manager", right));

  test.each(Object.keys(changes))("SEC-44 · %s", async (name) => {
    const { secret, actor, ...scene } = await aManagerWithHisPageOpen();
    const { ctx, structure } = scene;
    const change = changes[name];
    if (!change) throw new Error(name);
    const permits = held.map((right) => permitFor(actor, structure.id, right));
    expect(permits).not.toContain(null);
    await change.make(scene);

    // The page: who he is, and what he may, are read anew.
    const now = await findActor(ctx, secret);
    expect(now === null).toBe(change.as === "signed-out");
    const after = held.filter((right) => now && permitFor(now, structure.id, right));
    expect(after).toEqual(change.as === "member" ? held.filter((right) => mayAs("member", right)) : []);

    // The act: a permit that was made before the change does not hold in its transaction (SEC-67).
    if (name === "the session is closed") return;
    for (const permit of permits) {
      if (!permit) continue;
      const holds = await inTransaction(ctx, (tx) => holdPermit(tx, permit));
      expect(holds !== null, permit.right).toBe(change.as === "member" && mayAs("member", permit.right));
    }
  });

  test("SEC-44, R-708 · a subscription that ended, and one whose access became read-only", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { account } = await aManagerOf(ctx, structure);
    const { secret } = await aSessionOf(ctx, account);
    const seen = async () => {
      const actor = await findActor(ctx, secret);
      return (
        actor &&
        asSubscriber(actor, "FACTURES_EMISES")?.subscriptions.find(({ workspace }) => workspace === "FACTURES_EMISES")
          ?.access
      );
    };
    expect(await seen()).toBe("write");
    await ctx.db.update(subscriptions).set({ access: "read" });
    expect(await seen()).toBe("read");
    await ctx.db.update(subscriptions).set({ status: "ended" });
    expect(await seen()).toBeUndefined();
  });

  test("SEC-44 · the structure's state is the one of now, not of the sign-in", async () => {
    const { ctx, structure, secret, actor } = await aManagerWithHisPageOpen();
    const permit = permitFor(actor, structure.id, "manage-workspaces");
    await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
    expect((await findActor(ctx, secret))?.attachments).toMatchObject([{ structureStatus: "inactive" }]);
    // The act, with what the page was opened with.
    if (!permit) throw new Error("he manages it");
    const wanted = { providerCategory: null, employmentScheme: null, subscribe: false };
    const outcome = await openWorkspaces(ctx, permit, { ...wanted, workspaces: ["SUIVI_FLUX"] });
    expect(outcome).toEqual({ kind: "structure-inactive" });
  });
});
