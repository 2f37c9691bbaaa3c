import { expect, test } from "vitest";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { aMailedLink, secretOf } from "@/lib/testing/registrations";
import { confirmContactEmail } from "./confirm-contact-email";
import { resendContactLink } from "./resend-contact-link";

const email = "nouvelle@example.org";

async function aWaitingContact() {
  const ctx = await testContext();
  const { id: accountId } = await anAccount(ctx, { language: "en" });
  const secret = await aMailedLink(ctx, { purpose: "contact-email-confirmation", subjectId: accountId, email });
  const newest = async () => (await ctx.db.select().from(singleUseLinks)).find(({ voidedAt }) => voidedAt === null);
  return { ctx, accountId, secret, newest };
}

test("R-319 · a new link leaves in the person's language, even where the old one expired; the old one is void", async () => {
  const { ctx, accountId, secret, newest } = await aWaitingContact();
  ctx.moveTo("2026-01-12T09:00:01Z");
  expect(await resendContactLink(ctx, { accountId })).toEqual({ kind: "sent" });
  const link = await newest();
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    {
      recipient: email,
      language: "en",
      message: { kind: "contact-email-confirmation", accountId, linkId: link?.id },
    },
  ]);
  expect(await confirmContactEmail(ctx, secret)).toEqual({ kind: "refused-link" });
  expect(await confirmContactEmail(ctx, await secretOf(ctx, link?.id ?? ""))).toEqual({ kind: "confirmed" });
  // Confirmed: nothing waits any more.
  expect(await resendContactLink(ctx, { accountId })).toEqual({ kind: "nothing-waits" });
});

test("SEC-28 · five a day, and the link that was mailed last keeps working", async () => {
  const { ctx, accountId, newest } = await aWaitingContact();
  const kinds: string[] = [];
  for (let count = 0; count < 6; count++) kinds.push((await resendContactLink(ctx, { accountId })).kind);
  expect(kinds).toEqual([...Array(5).fill("sent"), "too-many-mails"]);
  expect(await ctx.db.$count(outboxMessages)).toBe(5);
  expect(await confirmContactEmail(ctx, await secretOf(ctx, (await newest())?.id ?? ""))).toEqual({
    kind: "confirmed",
  });
});

test("R-319 · who waits for nothing, or closed his account, gets nothing", async () => {
  const { ctx, accountId } = await aWaitingContact();
  const other = await anAccount(ctx);
  expect(await resendContactLink(ctx, { accountId: other.id })).toEqual({ kind: "nothing-waits" });
  await ctx.db.update(accounts).set(DEACTIVATED);
  expect(await resendContactLink(ctx, { accountId })).toEqual({ kind: "nothing-waits" });
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});
