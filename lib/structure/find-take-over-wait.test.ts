import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aStructure } from "@/lib/testing/people";
import { findTakeOverWait } from "./find-take-over-wait";

test("SEC-68 · 72 hours from the appointment, to the second; without one there is nothing to wait for", async () => {
  const ctx = await testContext({ now: "2026-03-27T09:00:00Z" });
  const structure = await aStructure(ctx, { takenOverAt: ctx.now() });
  const other = await aStructure(ctx);
  const until = new Date("2026-03-30T09:00:00Z");
  // Hours, not days: the night in which the clocks change does not shorten them.
  ctx.moveTo("2026-03-30T08:59:59Z");
  expect(await findTakeOverWait(ctx, structure.id)).toEqual(until);
  expect(await findTakeOverWait(ctx, other.id)).toBeNull();
  expect(await findTakeOverWait(ctx, ctx.id())).toBeNull();
  ctx.moveTo(until);
  expect(await findTakeOverWait(ctx, structure.id)).toBeNull();
});
