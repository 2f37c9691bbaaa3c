import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { findOwner } from "./find-owner";

test("R-1102 · the login and the contact address each find their own mails only", async () => {
  const ctx = await testContext();
  const { id: accountId, email } = await anAccount(ctx, { contactEmail: "atelier@example.org" });
  const found = async (recipient: string, at: "login" | "contact") =>
    (await findOwner(ctx, { accountId, recipient, at }))?.id;
  expect(await found(email, "login")).toBe(accountId);
  expect(await found(email, "contact")).toBeUndefined();
  expect(await found("atelier@example.org", "contact")).toBe(accountId);
  expect(await found("atelier@example.org", "login")).toBeUndefined();
});

test("SEC-97 · who deactivated his account is still written to, who was erased is not, nor is anybody else", async () => {
  const ctx = await testContext();
  const { id: accountId, email: recipient } = await anAccount(ctx, DEACTIVATED);
  const another = await anAccount(ctx);
  expect(await findOwner(ctx, { accountId, recipient, at: "login" })).toMatchObject({ id: accountId });
  expect(await findOwner(ctx, { accountId: another.id, recipient, at: "login" })).toBeNull();
  await ctx.db.update(accounts).set({ status: "erased" }).where(eq(accounts.id, accountId));
  expect(await findOwner(ctx, { accountId, recipient, at: "login" })).toBeNull();
});
