import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { findManagers } from "./find-managers";

test("N-12 · told are the managers of this structure who can act now, at their contact addresses", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const role = "secondary-manager";
  const contact = await anAccount(ctx, { contactEmail: "direction@example.org", language: "en" });
  const principal = await aManagerOf(ctx, structure, { account: contact });
  const secondary = await aManagerOf(ctx, structure, { role });
  await aMemberOf(ctx, structure);
  await aPendingRequest(ctx, structure);
  await aManagerOf(ctx, structure, { role, status: "suspended" });
  await aManagerOf(ctx, structure, { role, account: await anAccount(ctx, DEACTIVATED) });
  await aManagerOf(ctx, await aStructure(ctx));

  const managers = await findManagers(ctx, structure.id);
  expect(managers).toHaveLength(2);
  expect(managers).toEqual(
    expect.arrayContaining([
      { accountId: principal.account.id, contactEmail: "direction@example.org", language: "en" },
      { accountId: secondary.account.id, contactEmail: secondary.account.email, language: "fr" },
    ]),
  );
});
