import { expect, test } from "vitest";
import { singleUseLinks } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { mintLink } from "./mint-link";
import { voidLinks } from "./void-links";

test("SEC-24 · every waiting link of the account dies, of whatever purpose, and nobody else's", async () => {
  const ctx = await testContext();
  const [account, stranger] = [await anAccount(ctx), await anAccount(ctx)];
  const purposes = ["password-reset", "login-email-change", "reactivation", "contact-email-confirmation"] as const;
  for (const purpose of purposes) await mintLink(ctx, { purpose, subjectId: account.id, email: account.email });
  await mintLink(ctx, { purpose: "password-reset", subjectId: stranger.id, email: stranger.email });

  expect(await voidLinks(ctx, account.id)).toBe(purposes.length);
  const waiting = (await ctx.db.select().from(singleUseLinks)).filter(({ voidedAt }) => voidedAt === null);
  expect(waiting.map(({ subjectId }) => subjectId)).toEqual([stranger.id]);
  expect(await voidLinks(ctx, account.id)).toBe(0);
});
