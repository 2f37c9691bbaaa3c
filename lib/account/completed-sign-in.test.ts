import { expect, test } from "vitest";
import { knownDevices } from "@/drizzle/schema/account";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { completedSignIn } from "./completed-sign-in";
import { secretHash } from "./session";

test.each([
  { isKnown: false, wasUsed: false, mails: 0, who: "the first browser of all" },
  { isKnown: false, wasUsed: true, mails: 1, who: "an unknown browser" },
  { isKnown: true, wasUsed: true, mails: 0, who: "a known browser" },
])("SEC-47 · N-26 · $who: $mails mails", async ({ isKnown, wasUsed, mails }) => {
  const ctx = await testContext();
  const account = await anAccount(ctx, { language: "en", contactEmail: "elsewhere@example.org" });
  const { sessionId } = await aSessionOf(ctx, account);
  const browser = { origin: "192.0.2.1", userAgent: "Test browser" };
  const device = { secret: "secret", isKnown };
  const completed = completedSignIn(ctx, { account: { ...account, wasUsed }, device, browser, sessionId });
  await inOneTrip(ctx, [completed.visit, ...completed.writes]);
  const rows = await ctx.db.select().from(outboxMessages);
  expect(rows).toHaveLength(mails);
  const message = { kind: "unknown-device-signed-in", accountId: account.id, sessionId };
  for (const row of rows) expect(row).toMatchObject({ recipient: account.email, language: "en", message });
  expect(await ctx.db.select().from(knownDevices)).toMatchObject([{ deviceHash: secretHash("secret") }]);
  expect(completed.isTold).toBe(mails === 1);
});
