import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { singleUseLinks } from "@/drizzle/schema/account";
import { type TestContext, testContext } from "@/lib/testing/context";
import { secretOf } from "@/lib/testing/registrations";
import { handOverLink } from "./hand-over-link";
import { mintLink } from "./mint-link";
import { findLink, redeemLink } from "./redeem-link";

const email = "camille@example.org";

async function aResetLink(ctx: TestContext) {
  const { id } = await mintLink(ctx, { purpose: "password-reset", subjectId: ctx.id(), email });
  return { id, secret: await secretOf(ctx, id) };
}

describe("R-430 · the sixty minutes of a reset link", () => {
  test("R-430 · run from the hand-over of the mail: its last second works, the next one does not", async () => {
    const ctx = await testContext();
    const { id, secret } = await aResetLink(ctx);
    ctx.moveTo("2026-01-05T09:30:00.700Z");
    expect(await handOverLink(ctx, id)).toMatchObject({ id, email, expiresAt: new Date("2026-01-05T10:30:00Z") });

    ctx.moveTo("2026-01-05T10:30:00.999Z");
    expect(await findLink(ctx, secret, "password-reset")).toMatchObject({ id });
    ctx.moveTo("2026-01-05T10:30:01Z");
    expect(await findLink(ctx, secret, "password-reset")).toBeNull();
    expect(await redeemLink(ctx, secret, "password-reset")).toBeNull();
  });

  test("R-430, R-1101 · a mail that waits fifteen hours in the outbox brings a link that works for an hour", async () => {
    const ctx = await testContext();
    const { id, secret } = await aResetLink(ctx);
    ctx.moveTo("2026-01-06T00:00:00Z");
    expect(await findLink(ctx, secret, "password-reset")).toBeNull();
    expect(await handOverLink(ctx, id)).toMatchObject({ expiresAt: new Date("2026-01-06T01:00:00Z") });
    ctx.moveTo("2026-01-06T01:00:00Z");
    expect(await redeemLink(ctx, secret, "password-reset")).toMatchObject({ id });
  });

  test("R-430 · a mail that had to be tried again starts the hour again", async () => {
    const ctx = await testContext();
    const { id } = await aResetLink(ctx);
    await handOverLink(ctx, id);
    ctx.moveTo("2026-01-05T11:36:00Z");
    expect(await handOverLink(ctx, id)).toMatchObject({ expiresAt: new Date("2026-01-05T12:36:00Z") });
  });

  test("SEC-97 · a used or replaced link, one of another purpose and an unknown one are not handed over", async () => {
    const ctx = await testContext();
    const used = await aResetLink(ctx);
    await redeemLink(ctx, used.secret, "password-reset");
    const replaced = await aResetLink(ctx);
    await ctx.db.update(singleUseLinks).set({ voidedAt: ctx.now() }).where(eq(singleUseLinks.id, replaced.id));
    const other = await mintLink(ctx, { purpose: "reactivation", subjectId: ctx.id(), email });
    const before = await ctx.db.select().from(singleUseLinks).orderBy(singleUseLinks.id);
    ctx.moveTo("2026-01-05T09:30:00Z");
    for (const id of [used.id, replaced.id, other.id, ctx.id()]) expect(await handOverLink(ctx, id)).toBeNull();
    expect(await ctx.db.select().from(singleUseLinks).orderBy(singleUseLinks.id)).toEqual(before);
  });
});
