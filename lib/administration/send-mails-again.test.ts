import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { deliverDue } from "@/lib/notification/deliver-due";
import { enqueue } from "@/lib/outbox/enqueue";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { trailOf } from "@/lib/testing/trail";
import { sendMailsAgain } from "./send-mails-again";

async function aDeadMail(ctx: TestContext): Promise<string> {
  const { id: accountId, email } = await anAccount(ctx);
  const message = { kind: "address-already-registered", accountId } as const;
  await enqueue(ctx, [{ message, recipient: email, language: "fr", event: `test:${accountId}` }]);
  const dead = { status: "dead", attempts: 6, lastError: "550" } as const;
  const [row] = await ctx.db.update(outboxMessages).set(dead).where(eq(outboxMessages.recipient, email)).returning();
  if (!row) throw new Error("nothing was written");
  return row.id;
}

test("R-1401 · SEC-97 · support sends dead mails again: they leave once, and the trail says who wanted it and why", async () => {
  const ctx = await testContext();
  const messageIds = [await aDeadMail(ctx), await aDeadMail(ctx)];
  const untouched = await aDeadMail(ctx);
  const act = await aSupportAct(ctx, { reason: "The mail server is back" });
  expect(await sendMailsAgain(ctx, act, { messageIds })).toEqual({ kind: "due-again", count: 2 });
  expect(await sendMailsAgain(ctx, act, { messageIds })).toEqual({ kind: "none-dead" });
  expect(await deliverDue(ctx)).toMatchObject({ sent: 2, dead: 0 });
  const [left] = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.id, untouched));
  expect(left?.status).toBe("dead");
  for (const id of messageIds) {
    const lines = await trailOf(ctx, id);
    expect(lines).toMatchObject([
      { kind: "mail-sent-again", facts: { messageKind: "address-already-registered" } },
      { kind: "administrator-acted", facts: { act: "send-mail-again" } },
    ]);
  }
});

test("SEC-67 · a former administrator sends nothing", async () => {
  const ctx = await testContext();
  const id = await aDeadMail(ctx);
  const act = await aSupportAct(ctx);
  await ctx.db.update(accounts).set({ isAdministrator: false });
  expect(await sendMailsAgain(ctx, act, { messageIds: [id] })).toEqual({ kind: "not-permitted" });
  expect(await ctx.db.$count(outboxMessages, eq(outboxMessages.status, "due"))).toBe(0);
});
