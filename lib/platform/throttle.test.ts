import { describe, expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { untilOneWaits } from "@/lib/testing/until-one-waits";
import { inTransaction } from "./context";
import { type Budget, countUse, settleUses } from "./throttle";

const budget: Budget = { key: "door", limit: 3, window: 60, closedFor: 600 };
const start = "2026-01-05T09:00:00Z";
const later = (seconds: number) => new Date(Date.parse(start) + seconds * 1000);

describe("R-422 · a budget of attempts", () => {
  test("R-422 · the last permitted try is open, the next one is closed until the end of the lock", async () => {
    const ctx = await testContext({ now: start });
    for (const used of [1, 2, 3]) {
      expect(await countUse(ctx, [budget])).toEqual({ kind: "open", used: new Map([["door", used]]) });
    }
    expect(await countUse(ctx, [budget])).toEqual({ kind: "closed", keys: ["door"], until: later(600) });
    ctx.moveTo(later(599));
    expect(await countUse(ctx, [budget])).toMatchObject({ kind: "closed", until: later(600) });
    ctx.moveTo(later(600));
    expect(await countUse(ctx, [budget])).toEqual({ kind: "open", used: new Map([["door", 1]]) });
  });

  test("R-422 · tries older than the window no longer count", async () => {
    const ctx = await testContext({ now: start });
    await countUse(ctx, [budget]);
    await countUse(ctx, [budget]);
    ctx.moveTo(later(60));
    expect(await countUse(ctx, [budget])).toEqual({ kind: "open", used: new Map([["door", 1]]) });
  });

  test("SEC-10 · one spent budget closes the way even when the others are fresh", async () => {
    const ctx = await testContext({ now: start });
    const wide = { ...budget, key: "house", limit: 100 };
    for (let tries = 0; tries < 3; tries++) await countUse(ctx, [budget]);
    expect(await countUse(ctx, [wide, budget])).toMatchObject({ kind: "closed", keys: ["door"] });
  });

  test("SEC-31 · 30 tries at once never exceed the limit", async () => {
    const ctx = await testContext({ now: start });
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () => countUse(ctx, [budget, { ...budget, key: "a" }])),
    );
    expect(outcomes.filter(({ kind }) => kind === "open")).toHaveLength(3);
  });

  test("R-422 · a success forgets its own counters", async () => {
    const ctx = await testContext({ now: start });
    for (let tries = 0; tries < 4; tries++) await countUse(ctx, [budget]);
    await settleUses(ctx, { forget: [budget] });
    expect(await countUse(ctx, [budget])).toEqual({ kind: "open", used: new Map([["door", 1]]) });
  });

  test("R-422 · a use given back reopens what it alone had closed", async () => {
    const ctx = await testContext({ now: start });
    for (let tries = 0; tries < 3; tries++) await countUse(ctx, [budget]);
    await settleUses(ctx, { giveBack: [budget] });
    expect(await countUse(ctx, [budget])).toEqual({ kind: "open", used: new Map([["door", 3]]) });
    await countUse(ctx, [budget]);
    await settleUses(ctx, { giveBack: [budget] });
    await settleUses(ctx, { giveBack: [budget] });
    expect(await countUse(ctx, [budget])).toMatchObject({ kind: "closed" });
  });

  test("SEC-31 · tries that are settled lock their counters in the order in which tries are counted", async () => {
    const ctx = await testContext();
    const a: Budget = { key: "a", limit: 5, window: 900 };
    const b: Budget = { ...a, key: "b" };
    await countUse(ctx, [b]);
    await countUse(ctx, [a]);
    const settled = await inTransaction(ctx, async (counting) => {
      await countUse(counting, [a]);
      const settling = settleUses(ctx, { giveBack: [b, a] });
      await untilOneWaits(ctx);
      // Had the other one taken this counter already, the two would wait for each other.
      await countUse(counting, [b]);
      return { settling };
    });
    await settled.settling;
    expect(await countUse(ctx, [a, b])).toMatchObject({
      used: new Map([
        ["a", 2],
        ["b", 2],
      ]),
    });
  });
});
