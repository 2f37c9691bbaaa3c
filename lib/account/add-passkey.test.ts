import { describe, expect, test } from "vitest";
import { passkeyChallenges, passkeys, recoveryCodes } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount, aPasswordProofOf, aSessionOf } from "@/lib/testing/people";
import { softwareAuthenticator } from "@/lib/testing/software-authenticator";
import { addPasskey } from "./add-passkey";
import { askForNewPasskey } from "./ask-for-new-passkey";
import { MOST_PASSKEYS } from "./passkey";

async function atTheForm() {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  const proof = await aPasswordProofOf(ctx, actor);
  const device = () => softwareAuthenticator(new URL(ctx.env.APP_URL).origin);
  const add = (creation: string, label = "Téléphone") => addPasskey(ctx, { holder: actor, proof, label, creation });
  return { ctx, account, device, add, ask: () => askForNewPasskey(ctx, actor) };
}

describe("SEC-49 · adding a passkey", () => {
  test("SEC-49 · it is kept with its name, and brings recovery codes: it is never the only way back in", async () => {
    const { ctx, account, device, add, ask } = await atTheForm();
    const key = device();
    const outcome = await add(key.make(await ask()));
    expect(outcome).toMatchObject({ kind: "added", codes: { length: 10 } });
    expect(await ctx.db.select().from(passkeys)).toMatchObject([
      {
        accountId: account.id,
        credentialId: key.credentialId,
        label: "Téléphone",
        counter: 0,
        transports: ["internal"],
        createdAt: ctx.now(),
        lastUsedAt: null,
      },
    ]);
    expect(await ctx.db.$count(recoveryCodes)).toBe(10);
  });

  test.each([
    ["another site", { origin: "https://attache.evil.example" }],
    ["a key made for another site", { rpId: "evil.example" }],
    ["a challenge of somebody's own", { challenge: "AAAAAAAAAAAAAAAAAAAAAA" }],
    ["a person who proved nothing to the device", { userVerified: false }],
  ])("SEC-49 · %s is refused", async (_, bends) => {
    const { ctx, device, add, ask } = await atTheForm();
    expect(await add(device().make(await ask(), bends))).toEqual({ kind: "not-accepted" });
    expect(await ctx.db.$count(passkeys)).toBe(0);
  });

  test("SEC-49 · a challenge is answered once, within five minutes", async () => {
    const { ctx, device, add, ask } = await atTheForm();
    const options = await ask();
    expect((await add(device().make(options))).kind).toBe("added");
    expect(await add(device().make(options)), "replayed").toEqual({ kind: "not-accepted" });
    const late = await ask();
    ctx.moveTo(new Date(ctx.now().getTime() + 300_000));
    expect(await add(device().make(late)), "expired").toEqual({ kind: "not-accepted" });
  });

  test("SEC-49 · the challenge of a sign-in makes no key", async () => {
    const { ctx, device, add, ask } = await atTheForm();
    const options = await ask();
    await ctx.db.update(passkeyChallenges).set({ purpose: "sign-in" });
    expect(await add(device().make(options))).toEqual({ kind: "not-accepted" });
  });

  test.each(["", "{}", "null", "[1]", '{"id":"a"}', `{"id":"${"a".repeat(9000)}"}`])(
    "SEC-49 · %.20j is no key",
    async (creation) => {
      const { add, ask } = await atTheForm();
      await ask();
      expect(await add(creation)).toEqual({ kind: "not-accepted" });
    },
  );

  test("SEC-49 · the same key is not added twice, not even for somebody else", async () => {
    const { ctx, device, add, ask } = await atTheForm();
    const key = device();
    await add(key.make(await ask()));
    expect(await add(key.make(await ask()))).toEqual({ kind: "not-accepted" });
    const { actor } = await aSessionOf(ctx, await anAccount(ctx));
    const proof = await aPasswordProofOf(ctx, actor);
    const creation = key.make(await askForNewPasskey(ctx, actor));
    expect(await addPasskey(ctx, { holder: actor, proof, label: "x", creation })).toEqual({ kind: "not-accepted" });
  });

  test("SEC-49 · ten keys are enough", async () => {
    const { ctx, device, add, ask } = await atTheForm();
    for (let turn = 0; turn < MOST_PASSKEYS; turn++) {
      expect((await add(device().make(await ask()))).kind).toBe("added");
    }
    expect(await add(device().make(await ask()))).toEqual({ kind: "too-many-passkeys" });
    expect(await ctx.db.$count(passkeys)).toBe(MOST_PASSKEYS);
  });
});
