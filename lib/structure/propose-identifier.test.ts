import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aPermitOf, aStructure } from "@/lib/testing/people";
import { siretNumber } from "@/lib/testing/siret-number";
import { proposeIdentifier } from "./propose-identifier";

test("R-208 · the eleventh identifier tried in a minute is not even looked at", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const permit = await aPermitOf(ctx, account, { structure, right: "change-identifier" });
  const wanted = { identifierType: "SIRET", identifier: siretNumber(9_000_002), legalName: null } as const;
  for (let attempt = 1; attempt <= 10; attempt++) {
    expect((await proposeIdentifier(ctx, permit, wanted)).kind).toBe("fits");
  }
  expect(await proposeIdentifier(ctx, permit, wanted)).toEqual({ kind: "too-many-checks" });
  ctx.moveTo("2026-01-05T09:01:01Z");
  expect((await proposeIdentifier(ctx, permit, wanted)).kind).toBe("fits");
});
