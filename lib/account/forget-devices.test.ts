import { expect, test } from "vitest";
import { knownDevices, sessions } from "@/drizzle/schema/account";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { findActor } from "@/lib/attachment/find-actor";
import { type TestContext, testContext } from "@/lib/testing/context";
import { type Account, anAccount, aPasswordProofOf } from "@/lib/testing/people";
import { credentials } from "@/lib/testing/sign-in-tries";
import { closeOtherSessions } from "./close-other-sessions";
import { closeSession } from "./close-session";
import { secretHash } from "./session";
import { signIn } from "./sign-in";

/** Signs in on a browser, which keeps what it is given. */
async function signInOn(ctx: TestContext, account: Account, devices: string[] = []) {
  const outcome = await signIn(ctx, credentials(account.email, { devices }));
  if (outcome.kind !== "signed-in") throw new Error(outcome.kind);
  const actor = await findActor(ctx, outcome.secret);
  if (!actor) throw new Error("nobody is signed in");
  return { ...outcome, actor, proof: await aPasswordProofOf(ctx, actor) };
}

async function someoneOnTwoDevices() {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const there = await signInOn(ctx, account);
  const here = await signInOn(ctx, account);
  return { ctx, account, here, there };
}

const known = async (ctx: TestContext) =>
  (await ctx.db.select().from(knownDevices)).map(({ deviceHash }) => deviceHash);

test.each(["this session", "all others"] as const)(
  "SEC-43, SEC-47, N-26 · %s closed from elsewhere, whoever signs in on that device later is told of",
  async (which) => {
    const { ctx, account, here, there } = await someoneOnTwoDevices();
    const idle = await signInOn(ctx, account);
    const { sessionId } = there.actor;
    const closed =
      which === "all others"
        ? await closeOtherSessions(ctx, here.actor, here.proof)
        : await closeSession(ctx, here.actor, { sessionId, proof: here.proof });
    expect(closed).toEqual({ kind: "closed" });
    const left = which === "all others" ? [here] : [here, idle];
    expect((await known(ctx)).sort()).toEqual(left.map(({ device }) => secretHash(device)).sort());

    await ctx.db.delete(outboxMessages);
    expect(await signInOn(ctx, account, [there.device])).toMatchObject({ isTold: true });
    expect(await signInOn(ctx, account, [here.device])).toMatchObject({ isTold: false, device: here.device });
    expect(await ctx.db.select().from(outboxMessages)).toMatchObject([{ kind: "unknown-device-signed-in" }]);
  },
);

test("SEC-47 · an older session of the browser one sits at is closed, and the browser stays known", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const before = await signInOn(ctx, account);
  const here = await signInOn(ctx, account, [before.device]);
  const stranger = await anAccount(ctx);
  const theirs = await signInOn(ctx, stranger);
  const { sessionId } = before.actor;
  expect(await closeSession(ctx, here.actor, { sessionId, proof: here.proof })).toEqual({ kind: "closed" });
  expect((await known(ctx)).sort()).toEqual([here, theirs].map(({ device }) => secretHash(device)).sort());
});

test("SEC-47 · a session of which nobody knows the device, as those before this rule, takes none along", async () => {
  const { ctx, here, there } = await someoneOnTwoDevices();
  await ctx.db.update(sessions).set({ deviceHash: null });
  const { sessionId } = there.actor;
  expect(await closeSession(ctx, here.actor, { sessionId, proof: here.proof })).toEqual({ kind: "closed" });
  expect(await known(ctx)).toHaveLength(2);
});
