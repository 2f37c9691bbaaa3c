import { describe, expect, test } from "vitest";
import { passkeyChallenges, passkeys } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { halfwaySignIn, withPasskey } from "@/lib/testing/second-factors";
import { askForPasskey } from "./ask-for-passkey";
import { checkPasskey } from "./check-passkey";
import { findPendingSignIn } from "./find-pending-sign-in";

async function atTheDoor() {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { device } = await withPasskey(ctx, account);
  const pending = await findPendingSignIn(ctx, { secret: await halfwaySignIn(ctx, account) });
  if (!pending) throw new Error("nothing waits");
  const check = (answer: string) => checkPasskey(ctx, { ...pending, answer });
  return { ctx, device, pending, check, ask: () => askForPasskey(ctx, pending) };
}

describe("SEC-49 · what a passkey signs", () => {
  test("SEC-49 · is taken once, counted, and noted as used now", async () => {
    const { ctx, device, ask, check } = await atTheDoor();
    const checked = await check(device.sign(await ask()));
    expect(checked.kind === "right" && (await checked.use(ctx))).toBe(true);
    expect(checked.kind === "right" && (await checked.use(ctx)), "its counter has moved").toBe(false);
    expect(await ctx.db.select().from(passkeys)).toMatchObject([{ counter: 1, lastUsedAt: ctx.now() }]);
  });

  test.each([
    ["another site", { origin: "https://attache.evil.example" }],
    ["the same host over another scheme or port", { origin: "https://localhost:1" }],
    ["a key made for another site", { rpId: "evil.example" }],
    ["a challenge of somebody's own", { challenge: "AAAAAAAAAAAAAAAAAAAAAA" }],
    ["a person who proved nothing to the device", { userVerified: false }],
  ])("SEC-49 · %s is refused", async (_, bends) => {
    const { device, ask, check } = await atTheDoor();
    expect((await check(device.sign(await ask(), bends))).kind).toBe("wrong");
  });

  test("SEC-49 · a counter that stands still or goes back is that of a copied key", async () => {
    const { ctx, device, ask, check } = await atTheDoor();
    const first = await check(device.sign(await ask(), { counter: 7 }));
    if (first.kind === "right") await first.use(ctx);
    for (const counter of [7, 6, 0]) expect((await check(device.sign(await ask(), { counter }))).kind).toBe("wrong");
    expect((await check(device.sign(await ask(), { counter: 8 }))).kind).toBe("right");
  });

  test("SEC-49 · the challenge may be answered until the last second of five minutes", async () => {
    const { ctx, device, ask, check } = await atTheDoor();
    const start = ctx.now().getTime();
    const asked = await ask();
    ctx.moveTo(new Date(start + 299_000));
    expect((await check(device.sign(asked))).kind).toBe("right");
    ctx.moveTo(new Date(start));
    const again = await ask();
    ctx.moveTo(new Date(start + 300_000));
    expect((await check(device.sign(again))).kind).toBe("wrong");
  });

  test("SEC-49 · a wrong answer uses the challenge up as well, and so does one of five at once", async () => {
    const { ctx, device, ask, check } = await atTheDoor();
    const options = await ask();
    expect((await check("nonsense")).kind).toBe("wrong");
    expect(await ctx.db.$count(passkeyChallenges)).toBe(0);
    expect((await check(device.sign(options))).kind).toBe("wrong");
    const signed = device.sign(await ask());
    const checks = await Promise.all(Array.from({ length: 5 }, () => check(signed)));
    expect(checks.filter(({ kind }) => kind === "right")).toHaveLength(1);
  });

  test("SEC-49 · the challenge of an enrolment signs nobody in", async () => {
    const { ctx, device, ask, check } = await atTheDoor();
    const options = await ask();
    await ctx.db.update(passkeyChallenges).set({ purpose: "enrolment" });
    expect((await check(device.sign(options))).kind).toBe("wrong");
  });
});
