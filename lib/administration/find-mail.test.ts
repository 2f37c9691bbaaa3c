import { expect, test } from "vitest";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { enqueue } from "@/lib/outbox/enqueue";
import { testContext } from "@/lib/testing/context";
import { aSupportAct } from "@/lib/testing/support-acts";
import { findMail } from "./find-mail";

test("R-1401 · SEC-25 · one mail with its state and without its content; an absent one is nothing", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const linkId = ctx.id();
  const message = { kind: "password-reset", accountId: ctx.id(), linkId, byAdministrator: false } as const;
  await enqueue(ctx, [
    { message, recipient: "camille@example.org", language: "fr", event: `password-reset:${linkId}` },
  ]);
  const [row] = await ctx.db.select().from(outboxMessages);
  const mail = await findMail(ctx, administrator, row?.id ?? "");
  expect(mail).toEqual({
    id: row?.id,
    kind: "password-reset",
    recipient: "camille@example.org",
    status: "due",
    attempts: 0,
    createdAt: ctx.now(),
    nextTryAt: ctx.now(),
    settledAt: null,
    lastError: null,
  });
  expect(JSON.stringify(mail)).not.toContain(linkId);
  expect(await findMail(ctx, administrator, ctx.id())).toBeNull();
});
