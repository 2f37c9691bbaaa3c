import { expect, test } from "vitest";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { tellOnce } from "./tell-once";

test("R-1101 · mails noted before are not counted again, however many there are and whoever notes them", async () => {
  const ctx = await testContext();
  const mails = Array.from({ length: 1_200 }, (_, n) => ({
    message: { kind: "account-reactivated", accountId: ctx.id() } as const,
    recipient: "camille@example.org",
    language: "fr" as const,
    event: `event:${n}`,
  }));
  expect(await tellOnce(ctx, [])).toBe(0);
  expect(await tellOnce(ctx, mails.slice(0, 3))).toBe(3);
  const counts = await Promise.all([tellOnce(ctx, mails), tellOnce(ctx, mails)]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(1_197);
  expect(await ctx.db.$count(outboxMessages)).toBe(1_200);
});
