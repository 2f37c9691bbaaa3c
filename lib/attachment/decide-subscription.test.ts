import { expect, test } from "vitest";
import { subscriptions } from "@/drizzle/schema/attachment";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aSessionOf, aStructure, aSubscriptionRequest } from "@/lib/testing/people";
import { decideSubscription } from "./decide-subscription";
import { permitFor } from "./permit-for";

test("SEC-66 · a decision that is taken back leaves the request waiting", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX"] });
  const manager = await aManagerOf(ctx, structure);
  const { id: subscriptionId } = await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure));
  const permit = permitFor((await aSessionOf(ctx, manager.account)).actor, structure.id, "decide-requests");
  if (!permit) throw new Error("a manager decides");
  const undone = inTransaction(ctx, async (tx) => {
    expect(await decideSubscription(tx, permit, { kind: "approved", subscriptionId })).toEqual({ kind: "decided" });
    throw new Error("the power fails");
  });
  await expect(undone).rejects.toThrow("the power fails");
  expect(await ctx.db.select().from(subscriptions)).toContainEqual(
    expect.objectContaining({ id: subscriptionId, status: "pending", decidedAt: null }),
  );
});
