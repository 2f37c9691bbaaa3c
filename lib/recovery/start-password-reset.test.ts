import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { secretOf } from "@/lib/testing/registrations";
import { findPasswordReset } from "./find-password-reset";
import { startPasswordReset } from "./start-password-reset";

test("N-03, C-16 · the link goes to the login address, in the language of the account, whoever started it", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { contactEmail: "accueil@example.org", language: "en" });
  for (const byAdministrator of [false, true]) {
    ctx.moveTo(byAdministrator ? "2026-01-05T10:00:00Z" : "2026-01-05T09:00:00Z");
    const start = () => inTransaction(ctx, (tx) => startPasswordReset(tx, { accountId: account.id, byAdministrator }));
    expect(await start()).toEqual({ kind: "sent" });
    const [link] = await ctx.db.select().from(singleUseLinks).where(eq(singleUseLinks.createdAt, ctx.now()));
    expect(link).toMatchObject({ purpose: "password-reset", subjectId: account.id, email: account.email });
    const [mail] = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.createdAt, ctx.now()));
    expect(mail).toMatchObject({ kind: "password-reset", recipient: account.email, language: "en" });
    expect(mail?.message).toEqual({ kind: "password-reset", accountId: account.id, linkId: link?.id, byAdministrator });
  }
});

test("R-401 · only the newest link works", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const linkOf = async () => {
    await inTransaction(ctx, (tx) => startPasswordReset(tx, { accountId: account.id, byAdministrator: false }));
    const links = await ctx.db.select().from(singleUseLinks);
    const [live, ...more] = links.filter(({ voidedAt }) => voidedAt === null);
    if (!live || more.length > 0) throw new Error(`${links.length} links, ${more.length + 1} of them live`);
    return secretOf(ctx, live.id);
  };
  const older = await linkOf();
  const newest = await linkOf();
  expect(await findPasswordReset(ctx, older)).toBeNull();
  expect(await findPasswordReset(ctx, newest)).toMatchObject({ accountId: account.id });
});

test("R-430 · a locked account is active; a deactivated, erased or unknown one gets nothing", async () => {
  const ctx = await testContext();
  const locked = await anAccount(ctx, { lockedUntil: new Date("2026-01-05T09:30:00Z") });
  const deactivated = await anAccount(ctx, DEACTIVATED);
  const erased = await anAccount(ctx);
  await ctx.db.update(accounts).set({ status: "erased" }).where(eq(accounts.id, erased.id));
  const start = (accountId: string) =>
    inTransaction(ctx, (tx) => startPasswordReset(tx, { accountId, byAdministrator: true }));
  for (const id of [deactivated.id, erased.id, ctx.id()]) expect(await start(id)).toEqual({ kind: "not-active" });
  expect([await ctx.db.$count(singleUseLinks), await ctx.db.$count(outboxMessages)]).toEqual([0, 0]);
  expect(await start(locked.id)).toEqual({ kind: "sent" });
});
