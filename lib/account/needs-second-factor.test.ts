import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aStructure } from "@/lib/testing/people";
import { needsSecondFactor } from "./needs-second-factor";

test.each([
  ["off", [true, false, false, false, false, false]],
  ["on", [true, false, true, false, false, false]],
] as const)(
  "R-425 · mandatory for administrators; for primary managers where the setting says so (%s)",
  async (setting, expected) => {
    const ctx = await testContext({ env: { SECOND_FACTOR_FOR_MANAGERS: setting } });
    const structure = await aStructure(ctx);
    const people = [
      await anAccount(ctx, { isAdministrator: true }),
      await anAccount(ctx),
      (await aManagerOf(ctx, structure)).account,
      (await aMemberOf(ctx, structure, { role: "secondary-manager" })).account,
      (await aPendingRequest(ctx, structure)).account,
    ];
    const needed: boolean[] = [];
    for (const { id } of people) needed.push(await needsSecondFactor(ctx, id));
    expect([...needed, await needsSecondFactor(ctx, ctx.id())]).toEqual(expected);
  },
);
