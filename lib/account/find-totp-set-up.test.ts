import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { anAccount, aPasswordProofOf, aSessionOf } from "@/lib/testing/people";
import { withTotp } from "@/lib/testing/second-factors";
import { findTotpSetUp } from "./find-totp-set-up";
import { startTotp } from "./start-totp";

test("R-425 · the secret is shown to whoever sets it up, until it works", async () => {
  const ctx = await testContext();
  const [mine, theirs] = [await anAccount(ctx), await anAccount(ctx)];
  const { actor } = await aSessionOf(ctx, mine);
  expect(await findTotpSetUp(ctx, actor)).toBeNull();
  await startTotp(ctx, { holder: actor, proof: await aPasswordProofOf(ctx, actor) });
  expect(await findTotpSetUp(ctx, actor)).not.toBeNull();
  expect(await findTotpSetUp(ctx, { accountId: theirs.id })).toBeNull();
  await withTotp(ctx, theirs);
  expect(await findTotpSetUp(ctx, { accountId: theirs.id }), "a working one is never shown again").toBeNull();
});
