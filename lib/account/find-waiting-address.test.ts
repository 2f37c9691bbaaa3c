import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { singleUseLinks } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { aMailedLink } from "@/lib/testing/registrations";
import { findWaitingAddress } from "./find-waiting-address";

test("R-319, R-604 · the newest address of that purpose waits, to the last second of its link", async () => {
  const ctx = await testContext();
  const { id: subjectId } = await anAccount(ctx);
  const purpose = "login-email-change";
  const waiting = () => findWaitingAddress(ctx, { accountId: subjectId, purpose });
  expect(await waiting()).toBeNull();
  await aMailedLink(ctx, { purpose, subjectId, email: "first@example.org" });
  await aMailedLink(ctx, { purpose, subjectId, email: "second@example.org" });
  await aMailedLink(ctx, { purpose: "contact-email-confirmation", subjectId, email: "other@example.org" });
  await aMailedLink(ctx, { purpose, subjectId: (await anAccount(ctx)).id, email: "foreign@example.org" });
  const expiresAt = new Date("2026-01-06T09:00:00Z");
  expect(await waiting()).toEqual({ email: "second@example.org", expiresAt, isExpired: false });
  ctx.moveTo("2026-01-06T09:00:00Z");
  expect(await waiting()).toMatchObject({ isExpired: false });
  ctx.moveTo("2026-01-06T09:00:01Z");
  expect(await waiting()).toMatchObject({ isExpired: true });
  await ctx.db.update(singleUseLinks).set({ usedAt: ctx.now() }).where(eq(singleUseLinks.purpose, purpose));
  expect(await waiting()).toBeNull();
});
