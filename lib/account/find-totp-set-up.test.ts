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
  const { actor: stranger } = await aSessionOf(ctx, theirs);
  expect(await findTotpSetUp(ctx, actor)).toBeNull();
  await startTotp(ctx, { holder: actor, proof: await aPasswordProofOf(ctx, actor) });
  expect(await findTotpSetUp(ctx, actor)).not.toBeNull();
  expect(await findTotpSetUp(ctx, stranger)).toBeNull();
  await withTotp(ctx, theirs);
  expect(await findTotpSetUp(ctx, stranger), "a working one is never shown again").toBeNull();
});

test("SEC-101 · another session of the same account is not shown it, and its own begins anew", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const [first, second] = [await aSessionOf(ctx, account), await aSessionOf(ctx, account)];
  await startTotp(ctx, { holder: first.actor, proof: await aPasswordProofOf(ctx, first.actor) });
  const shown = await findTotpSetUp(ctx, first.actor);
  expect(await findTotpSetUp(ctx, second.actor)).toBeNull();
  await startTotp(ctx, { holder: second.actor, proof: await aPasswordProofOf(ctx, second.actor) });
  expect((await findTotpSetUp(ctx, second.actor))?.secret).not.toBe(shown?.secret);
  expect(await findTotpSetUp(ctx, first.actor), "there is one at a time").toBeNull();
});
