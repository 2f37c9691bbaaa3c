import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import type { LinkPurpose } from "@/lib/account/single-use-link";
import { testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { aMailedLink } from "@/lib/testing/registrations";
import { findPasswordReset } from "./find-password-reset";

test("R-410 · names the owner of the link, whose words a password must not contain; SEC-26 · reading changes nothing", async () => {
  const ctx = await testContext();
  const { id, email, givenName, familyName } = await anAccount(ctx);
  const secret = await aMailedLink(ctx, { purpose: "password-reset", subjectId: id, email });
  const before = await ctx.db.select().from(singleUseLinks);
  for (let turn = 0; turn < 5; turn++) {
    expect(await findPasswordReset(ctx, secret)).toEqual({ accountId: id, email, givenName, familyName });
  }
  expect(await ctx.db.select().from(singleUseLinks)).toEqual(before);
});

test("SEC-25 · no link of another purpose opens S-07", async () => {
  const ctx = await testContext();
  const { id: subjectId, email } = await anAccount(ctx);
  const purposes: LinkPurpose[] = ["activation", "contact-email-confirmation", "login-email-change", "reactivation"];
  for (const purpose of purposes) {
    expect(await findPasswordReset(ctx, await aMailedLink(ctx, { purpose, subjectId, email })), purpose).toBeNull();
  }
  for (const secret of ["", "../", ctx.secret(), "A".repeat(44)])
    expect(await findPasswordReset(ctx, secret)).toBeNull();
});

test("R-431 · the link of an account that was deactivated or erased meanwhile, or has another address, is dead", async () => {
  const ctx = await testContext();
  const changes = [DEACTIVATED, { status: "erased" as const }, { email: "another@example.org" }];
  for (const change of changes) {
    const { id: subjectId, email } = await anAccount(ctx);
    const secret = await aMailedLink(ctx, { purpose: "password-reset", subjectId, email });
    expect(await findPasswordReset(ctx, secret)).not.toBeNull();
    await ctx.db.update(accounts).set(change).where(eq(accounts.id, subjectId));
    expect(await findPasswordReset(ctx, secret)).toBeNull();
  }
});
