import { describe, expect, test } from "vitest";
import { linkPurpose, singleUseLinks } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { testEnv } from "@/lib/testing/environment";
import { aMailedLink, secretOf } from "@/lib/testing/registrations";
import { linkSecret } from "./link-secret";
import { mintLink } from "./mint-link";
import { findLink, redeemLink } from "./redeem-link";

const email = "camille@example.org";

describe("a mailed link", () => {
  test("R-401 · is used up by its first use, and tells whom it is about", async () => {
    const ctx = await testContext();
    const subjectId = ctx.id();
    const secret = await aMailedLink(ctx, { purpose: "activation", subjectId, email });
    expect(await redeemLink(ctx, secret, "activation")).toMatchObject({ subjectId, email, usedAt: ctx.now() });
    expect(await redeemLink(ctx, secret, "activation")).toBeNull();
    expect(await findLink(ctx, secret, "activation")).toBeNull();
  });

  test("SEC-26 · a scanner may look at it as often as it likes", async () => {
    const ctx = await testContext();
    const secret = await aMailedLink(ctx, { purpose: "activation", subjectId: ctx.id(), email });
    const before = await ctx.db.select().from(singleUseLinks);
    for (let look = 0; look < 5; look++) expect(await findLink(ctx, secret, "activation")).not.toBeNull();
    expect(await ctx.db.select().from(singleUseLinks)).toEqual(before);
    expect(await redeemLink(ctx, secret, "activation")).not.toBeNull();
  });

  test("SEC-26 · fifty clicks at once use it once", async () => {
    const ctx = await testContext();
    const secret = await aMailedLink(ctx, { purpose: "password-reset", subjectId: ctx.id(), email });
    const clicks = Array.from({ length: 50 }, () =>
      ctx.db.transaction((db) => redeemLink({ ...ctx, db }, secret, "password-reset")),
    );
    expect((await Promise.all(clicks)).filter((link) => link !== null)).toHaveLength(1);
  });

  test("SEC-25 · opens nothing but what it was made for", async () => {
    const ctx = await testContext();
    const secrets = new Map<(typeof linkPurpose.enumValues)[number], string>();
    for (const purpose of linkPurpose.enumValues) {
      secrets.set(purpose, await aMailedLink(ctx, { purpose, subjectId: ctx.id(), email }));
    }
    for (const [made, secret] of secrets) {
      for (const tried of linkPurpose.enumValues.filter((purpose) => purpose !== made)) {
        expect(await findLink(ctx, secret, tried), `${made} at ${tried}`).toBeNull();
        expect(await redeemLink(ctx, secret, tried), `${made} at ${tried}`).toBeNull();
      }
      expect(await redeemLink(ctx, secret, made), made).not.toBeNull();
    }
  });

  test("SEC-25 · nothing that the database holds of it opens it, nor does another row's secret", async () => {
    const ctx = await testContext();
    const { id } = await mintLink(ctx, { purpose: "activation", subjectId: ctx.id(), email });
    const secret = await secretOf(ctx, id);
    const [row] = await ctx.db.select().from(singleUseLinks);
    if (!row) throw new Error("no row");
    expect(JSON.stringify(row)).not.toContain(secret);
    // 256 bits.
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);

    // Whoever holds the dump but not the key derives something else.
    const guessed = linkSecret(testEnv({ LINK_SECRET: "1:somebody-elses-key-of-forty-characters-00" }), row);
    const texts = Object.values(row).filter((value) => typeof value === "string");
    for (const tried of [...texts, guessed, "", `${secret}=`, secret.slice(0, 42), ` ${secret}`]) {
      expect(await redeemLink(ctx, tried, "activation"), tried).toBeNull();
    }
    expect(await redeemLink(ctx, secret, "activation")).not.toBeNull();
  });

  test("SEC-16 · keeps working when the key is rotated, until the old key is retired", async () => {
    const [old, fresh] = ["1:the-first-key-of-the-mailed-links-000001", "2:the-second-key-of-the-mailed-links-00002"];
    const ctx = await testContext({ env: { LINK_SECRET: old } });
    const before = await mintLink(ctx, { purpose: "activation", subjectId: ctx.id(), email });
    const mailed = await secretOf(ctx, before.id);

    const rotated = { ...ctx, env: testEnv({ LINK_SECRET: `${fresh},${old}` }) };
    const after = await mintLink(rotated, { purpose: "activation", subjectId: ctx.id(), email });
    // A mail that is sent again carries the same link as the first time.
    expect(await secretOf(rotated, before.id)).toBe(mailed);
    const rows = await ctx.db
      .select({ id: singleUseLinks.id, version: singleUseLinks.keyVersion })
      .from(singleUseLinks);
    expect(new Map(rows.map(({ id, version }) => [id, version]))).toEqual(
      new Map([
        [before.id, 1],
        [after.id, 2],
      ]),
    );

    const retired = { ...ctx, env: testEnv({ LINK_SECRET: fresh }) };
    await expect(secretOf(retired, before.id)).rejects.toThrow("version 1");
    // Its mail left already: what the database keeps still recognises it.
    expect(await redeemLink(retired, mailed, "activation")).not.toBeNull();
    expect(await redeemLink(retired, await secretOf(retired, after.id), "activation")).not.toBeNull();
  });
});
