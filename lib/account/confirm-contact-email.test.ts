import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { aMailedLink } from "@/lib/testing/registrations";
import { confirmContactEmail } from "./confirm-contact-email";

const contact = "accueil@example.org";

async function aContactToConfirm(ctx: TestContext) {
  const account = await anAccount(ctx);
  const link = { purpose: "contact-email-confirmation", subjectId: account.id, email: contact } as const;
  return { account, link, secret: await aMailedLink(ctx, link) };
}

const contactOf = async (ctx: TestContext) =>
  (await ctx.db.select({ contact: accounts.contactEmail }).from(accounts)).map((row) => row.contact);

test("R-319 · a contact address counts once its own link has come back, and the trail says so", async () => {
  const ctx = await testContext();
  const { account, secret } = await aContactToConfirm(ctx);
  expect(await contactOf(ctx)).toEqual([account.email]);
  expect(await confirmContactEmail(ctx, secret)).toEqual({ kind: "confirmed" });
  expect(await contactOf(ctx)).toEqual([contact]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "contact-email-confirmed", actorId: account.id, targetId: account.id, facts: {} },
  ]);
  expect(await ctx.db.select().from(auditPersonalValues)).toMatchObject([
    { email: contact, changes: { contactEmail: { from: account.email, to: contact } } },
  ]);
});

test("R-319 · twenty clicks at once confirm once; a replaced or expired link confirms nothing", async () => {
  const ctx = await testContext();
  const { account, link, secret } = await aContactToConfirm(ctx);
  const newer = await aMailedLink(ctx, link);
  expect(await confirmContactEmail(ctx, secret)).toEqual({ kind: "refused-link" });
  ctx.moveTo("2026-01-12T09:00:01Z");
  expect(await confirmContactEmail(ctx, newer)).toEqual({ kind: "refused-link" });
  expect(await contactOf(ctx)).toEqual([account.email]);
  expect(await ctx.db.$count(auditEvents)).toBe(0);

  const newest = await aMailedLink(ctx, link);
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => confirmContactEmail(ctx, newest)));
  expect(outcomes.filter(({ kind }) => kind === "confirmed")).toHaveLength(1);
  expect(await ctx.db.$count(auditEvents)).toBe(1);
});

test("R-319, R-501 · the link of an account that was closed meanwhile confirms nothing", async () => {
  const ctx = await testContext();
  const { account, secret } = await aContactToConfirm(ctx);
  await ctx.db.update(accounts).set(DEACTIVATED);
  expect(await confirmContactEmail(ctx, secret)).toEqual({ kind: "refused-link" });
  expect(await contactOf(ctx)).toEqual([account.email]);
});
