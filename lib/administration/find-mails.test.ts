import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Message } from "@/lib/outbox/message";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aSupportAct } from "@/lib/testing/support-acts";
import { findMails, type MailSearch } from "./find-mails";

const everything: MailSearch = {
  status: null,
  kind: null,
  recipient: "",
  sort: "createdAt",
  descending: true,
  page: 1,
  pageSize: 50,
};

async function aMail(
  ctx: TestContext,
  recipient: string,
  {
    kind = "account-locked",
    ...set
  }: Partial<typeof outboxMessages.$inferInsert> & { kind?: "account-locked" | "account-deactivated" } = {},
): Promise<string> {
  const event = `test:${ctx.id()}`;
  const message: Message = { kind, accountId: ctx.id() };
  await enqueue(ctx, [{ message, recipient, language: "fr", event }]);
  const [row] = await ctx.db
    .update(outboxMessages)
    .set({ ...set, event })
    .where(eq(outboxMessages.event, event))
    .returning();
  if (!row) throw new Error("nothing was written");
  return row.id;
}

test("R-1401 · SEC-97 · mails by state, kind and recipient, in one statement; no content, no link", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const dead = { status: "dead", attempts: 6, lastError: "550 unknown", settledAt: ctx.now() } as const;
  const ids = {
    due: await aMail(ctx, "due@example.org", { dueAt: new Date("2026-01-05T09:05:00Z"), attempts: 1 }),
    sent: await aMail(ctx, "sent@example.org", { status: "sent", attempts: 1, settledAt: ctx.now() }),
    dropped: await aMail(ctx, "sent@example.org", { status: "dropped", kind: "account-deactivated" }),
    dead: await aMail(ctx, "dead@example.org", dead),
  };
  const find = async (search: Partial<MailSearch>) => {
    ctx.queries();
    const { rows } = await findMails(ctx, administrator, { ...everything, ...search });
    expect(ctx.queries()).toBe(1);
    return rows.map(({ id }) => id).sort();
  };
  expect(await find({})).toEqual(Object.values(ids).sort());
  for (const status of ["due", "sent", "dropped", "dead"] as const)
    expect(await find({ status })).toEqual([ids[status]]);
  expect(await find({ kind: "account-deactivated" })).toEqual([ids.dropped]);
  expect(await find({ recipient: "Sent@Example.org" })).toEqual([ids.sent, ids.dropped].sort());
  expect(await find({ recipient: "sent@example.org", kind: "account-locked" })).toEqual([ids.sent]);
  expect(await find({ recipient: "sent@example.org", status: "dropped" })).toEqual([ids.dropped]);
  // Exact: a part of an address finds nobody.
  expect(await find({ recipient: "sent@" })).toEqual([]);

  const { rows } = await findMails(ctx, administrator, { ...everything, status: "dead" });
  expect(rows).toEqual([
    {
      id: ids.dead,
      kind: "account-locked",
      recipient: "dead@example.org",
      status: "dead",
      attempts: 6,
      createdAt: ctx.now(),
      nextTryAt: null,
      settledAt: ctx.now(),
      lastError: "550 unknown",
    },
  ]);
  const due = await findMails(ctx, administrator, { ...everything, status: "due" });
  expect(due.rows[0]?.nextTryAt).toEqual(new Date("2026-01-05T09:05:00Z"));
});

test("R-304 · newest first, or sorted by each column, in pages", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  await aMail(ctx, "b@example.org", { attempts: 2, dueAt: new Date("2026-01-05T11:00:00Z") });
  ctx.moveTo("2026-01-05T10:00:00Z");
  await aMail(ctx, "c@example.org", { attempts: 1, status: "sent", kind: "account-deactivated" });
  ctx.moveTo("2026-01-05T11:00:00Z");
  await aMail(ctx, "a@example.org", { attempts: 6, status: "dead", lastError: "mailbox full" });
  const sorted = async (sort: MailSearch["sort"], descending: boolean, more: Partial<MailSearch> = {}) =>
    (await findMails(ctx, administrator, { ...everything, sort, descending, ...more })).rows
      .map(({ recipient }) => recipient.charAt(0))
      .join("");
  expect(await sorted("createdAt", true)).toBe("acb");
  expect(await sorted("createdAt", false)).toBe("bca");
  expect(await sorted("recipient", false)).toBe("abc");
  expect(await sorted("attempts", false)).toBe("cba");
  expect(await sorted("kind", false)).toBe("cab");
  expect(await sorted("status", false)).toBe("abc");
  expect(await sorted("nextTryAt", false)).toBe("bac");
  expect(await sorted("lastError", false)).toBe("acb");
  expect(await sorted("createdAt", true, { pageSize: 2, page: 2 })).toBe("b");
});
