import { expect, test } from "vitest";
import { throttleCounters } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anInviting } from "@/lib/testing/invitations";
import { countInvitation } from "./count-invitation";

test("SEC-28 SEC-31 · of ten counted at once, as many are open as are left", async () => {
  const ctx = await testContext();
  const { permit } = await anInviting(ctx);
  const windowEndsAt = new Date("2026-01-05T10:00:00Z");
  await ctx.db.insert(throttleCounters).values({ key: "invite-anywhere", used: 19_997, windowEndsAt });
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => countInvitation(ctx, permit)));
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual([
    ...Array(3).fill("open"),
    ...Array(7).fill("too-many-invitations"),
  ]);
});
