import { eq, inArray } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { subscriptions } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { openWorkspaces } from "@/drizzle/schema/workspace";
import { approve, decide, refuse } from "@/lib/testing/api-decisions";
import { anApiWorld } from "@/lib/testing/api-world";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aStructure, aSubscriptionRequest } from "@/lib/testing/people";
import { trailOf } from "@/lib/testing/trail";

describe("POST /subscription-requests/{subscriptionId}/decision", () => {
  test("R-902 · approving and refusing do what the screen does", async () => {
    const ctx = await testContext();
    const { structure, manager, caller } = await anApiWorld(ctx);
    await ctx.db
      .insert(openWorkspaces)
      .values({ structureId: structure.id, workspace: "SUIVI_FLUX", openedAt: ctx.now() });
    const [first, second] = [
      await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure)),
      await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure)),
    ];
    expect(await decide(ctx, caller, first.id, approve, "subscription")).toMatchObject({
      status: 200,
      body: { id: first.id, structureId: structure.id, status: "approved" },
    });
    expect(await decide(ctx, caller, second.id, refuse, "subscription")).toMatchObject({ body: { status: "refused" } });
    expect((await decide(ctx, caller, second.id, approve, "subscription")).status).toBe(409);
    const rows = await ctx.db
      .select()
      .from(subscriptions)
      .where(inArray(subscriptions.id, [first.id, second.id]));
    expect(new Map(rows.map(({ id, status, decidedBy }) => [id, [status, decidedBy]]))).toEqual(
      new Map([
        [first.id, ["active", manager.account.id]],
        [second.id, ["refused", manager.account.id]],
      ]),
    );
    expect((await trailOf(ctx, first.id)).map(({ kind }) => kind)).toEqual([
      "subscription-approved",
      "technical-account-acted",
    ]);
  });

  test("R-703 · a workspace that is closed by now is told as such, one's own request too", async () => {
    const ctx = await testContext();
    const { structure, manager, caller } = await anApiWorld(ctx);
    const closed = await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure));
    expect((await decide(ctx, caller, closed.id, approve, "subscription")).body.code).toBe("WORKSPACE_CLOSED");
    await ctx.db
      .insert(openWorkspaces)
      .values({ structureId: structure.id, workspace: "SUIVI_FLUX", openedAt: ctx.now() });
    const own = await aSubscriptionRequest(ctx, manager);
    expect(await decide(ctx, caller, own.id, approve, "subscription")).toMatchObject({
      status: 403,
      body: { code: "OWN_REQUEST" },
    });
  });

  test("R-801 · nothing is decided for a structure that is inactive", async () => {
    const ctx = await testContext();
    const { manager, caller } = await anApiWorld(ctx);
    const second = await aStructure(ctx);
    await aManagerOf(ctx, second, { account: manager.account });
    const request = await aSubscriptionRequest(ctx, await aMemberOf(ctx, second));
    await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, second.id));
    expect(await decide(ctx, caller, request.id, approve, "subscription")).toMatchObject({
      status: 409,
      body: { code: "STRUCTURE_INACTIVE" },
    });
  });
});
