import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { message } from "@/lib/outbox/message";
import { clearTrail } from "@/lib/testing/clear-trail";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, aPasswordProofOf, aSessionOf } from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import { secretOf } from "@/lib/testing/registrations";
import { confirmContactEmail } from "./confirm-contact-email";
import type { Email } from "./email";
import { requestContactEmail } from "./request-contact-email";

const NEW = "nouvelle@example.org" as Email;

async function someone(details: Parameters<typeof anAccount>[1] = {}) {
  const ctx = await testContext();
  const account = await anAccount(ctx, { contactEmail: "ancienne@example.org", language: "en", ...details });
  const { actor } = await aSessionOf(ctx, account);
  const proof = await aPasswordProofOf(ctx, actor);
  await clearTrail(ctx);
  return { ctx, account, proof };
}

const contactOf = async (ctx: TestContext, id: string) =>
  (await ctx.db.select().from(accounts).where(eq(accounts.id, id)))[0]?.contactEmail;
const mailsOf = async (ctx: TestContext) =>
  (await ctx.db.select().from(outboxMessages)).map(({ recipient, language, message: sent }) => ({
    recipient,
    language,
    ...message.parse(sent),
  }));

test("R-602, N-11, SEC-47 · the old and the new address are told at once; only the new one gets the link", async () => {
  const { ctx, account, proof } = await someone();
  expect(await requestContactEmail(ctx, proof, { email: NEW })).toEqual({ kind: "link-sent" });
  expect(await contactOf(ctx, account.id)).toBe("ancienne@example.org");
  const [link] = await ctx.db.select().from(singleUseLinks);
  expect(link).toMatchObject({ purpose: "contact-email-confirmation", subjectId: account.id, email: NEW });
  const telling = {
    kind: "contact-email-changed",
    accountId: account.id,
    language: "en",
    from: "a•••@example.org",
    to: "n•••@example.org",
  };
  const mails = await mailsOf(ctx);
  expect(mails).toHaveLength(2);
  expect(mails).toEqual(
    expect.arrayContaining([
      { ...telling, recipient: "ancienne@example.org", linkId: null },
      { ...telling, recipient: NEW, linkId: link?.id },
    ]),
  );
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "contact-email-change-requested", actorId: account.id, targetId: account.id, facts: {} },
  ]);
  expect(await ctx.db.select().from(auditPersonalValues)).toMatchObject([{ email: NEW }]);

  expect(await confirmContactEmail(ctx, await secretOf(ctx, link?.id ?? ""))).toEqual({ kind: "confirmed" });
  expect(await contactOf(ctx, account.id)).toBe(NEW);
});

test("R-319 · the login address is proven already: as contact address it counts at once, and no older wish overtakes it", async () => {
  const { ctx, account, proof } = await someone();
  await requestContactEmail(ctx, proof, { email: NEW });
  const [older] = await ctx.db.select().from(singleUseLinks);
  await ctx.db.delete(outboxMessages);
  const login = account.email as Email;
  expect(await requestContactEmail(ctx, proof, { email: login })).toEqual({ kind: "changed" });
  expect(await contactOf(ctx, account.id)).toBe(login);
  expect(await personalValuesOf(ctx, "contact-email-confirmed")).toEqual([
    { origin: "192.0.2.1", changes: { contactEmail: { from: "ancienne@example.org", to: login } } },
  ]);
  const mails = await mailsOf(ctx);
  expect(mails.map(({ recipient }) => recipient).sort()).toEqual(["ancienne@example.org", login].sort());
  expect(mails.every((mail) => "linkId" in mail && mail.linkId === null)).toBe(true);
  expect(await confirmContactEmail(ctx, await secretOf(ctx, older?.id ?? ""))).toEqual({ kind: "refused-link" });
  expect(await contactOf(ctx, account.id)).toBe(login);
});

test("R-319 · of two new addresses the second one waits; the link of the first opens nothing any more", async () => {
  const { ctx, account, proof } = await someone();
  await requestContactEmail(ctx, proof, { email: "premier@example.org" as Email });
  const [first] = await ctx.db.select().from(singleUseLinks);
  await requestContactEmail(ctx, proof, { email: NEW });
  expect(await confirmContactEmail(ctx, await secretOf(ctx, first?.id ?? ""))).toEqual({ kind: "refused-link" });
  expect(await contactOf(ctx, account.id)).toBe("ancienne@example.org");
});

test("R-602 · the present address is no change, and nobody is written to", async () => {
  const { ctx, proof } = await someone();
  expect(await requestContactEmail(ctx, proof, { email: "ancienne@example.org" as Email })).toEqual({
    kind: "unchanged",
  });
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("SEC-28 · one address gets five such mails a day at most, whoever names it", async () => {
  const { ctx } = await someone();
  const kinds: string[] = [];
  for (let count = 0; count < 6; count++) {
    const { actor } = await aSessionOf(ctx, await anAccount(ctx));
    const proof = await aPasswordProofOf(ctx, actor);
    kinds.push((await requestContactEmail(ctx, proof, { email: NEW })).kind);
  }
  expect(kinds).toEqual([...Array(5).fill("link-sent"), "too-many-mails"]);
  expect(await ctx.db.$count(outboxMessages, eq(outboxMessages.recipient, NEW))).toBe(5);
});

test("SEC-31 · sent ten times at once: one link works, and it confirms", async () => {
  const { ctx, account, proof } = await someone();
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => requestContactEmail(ctx, proof, { email: NEW })));
  expect(outcomes.filter(({ kind }) => kind === "link-sent")).toHaveLength(5);
  const links = await ctx.db.select().from(singleUseLinks);
  const [working, ...more] = links.filter(({ voidedAt }) => voidedAt === null);
  expect(more).toEqual([]);
  expect(await confirmContactEmail(ctx, await secretOf(ctx, working?.id ?? ""))).toEqual({ kind: "confirmed" });
  expect(await contactOf(ctx, account.id)).toBe(NEW);
});
