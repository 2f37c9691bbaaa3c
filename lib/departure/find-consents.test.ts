import { expect, test } from "vitest";
import { consents } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { currentConsents, findConsents } from "./find-consents";

test("R-1204 · the history of one's own consents, newest first, and what holds today of each", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const other = await anAccount(ctx);
  const change = (subject: "terms" | "survey", given: boolean, at: string, accountId = account.id) => ({
    id: ctx.id(),
    accountId,
    subject,
    version: subject === "terms" ? "2026-11" : null,
    given,
    changedAt: new Date(at),
  });
  await ctx.db
    .insert(consents)
    .values([
      change("terms", true, "2025-01-01T09:00:00Z"),
      change("survey", true, "2025-01-01T09:00:00Z"),
      change("survey", false, "2025-06-01T09:00:00Z"),
      change("survey", true, "2026-01-01T09:00:00Z", other.id),
    ]);
  const { actor } = await aSessionOf(ctx, account);
  const changes = await findConsents(ctx, actor);
  expect(changes).toHaveLength(3);
  expect(changes[0]).toMatchObject({ subject: "survey", given: false, changedAt: new Date("2025-06-01T09:00:00Z") });
  const today = currentConsents(changes).map(({ subject, given }) => [subject, given]);
  expect(today.sort()).toEqual([
    ["survey", false],
    ["terms", true],
  ]);
});
