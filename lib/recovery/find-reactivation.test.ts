import { expect, test } from "vitest";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { aMailedLink } from "@/lib/testing/registrations";
import { findReactivation } from "./find-reactivation";

test("R-505, SEC-26 · the link shows what it would bring back, and reading it changes nothing", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx, DEACTIVATED);
  const link = { purpose: "reactivation", subjectId: account.id, email: account.contactEmail } as const;
  const secret = await aMailedLink(ctx, link);
  const rows = () => Promise.all([ctx.db.select().from(singleUseLinks), ctx.db.select().from(accounts)]);
  const before = await rows();
  for (let n = 0; n < 3; n++)
    expect(await findReactivation(ctx, secret)).toMatchObject({ cause: "own-wish", eraseOn: null });
  expect(await rows()).toEqual(before);
  ctx.moveTo("2026-01-12T09:00:01Z");
  expect(await findReactivation(ctx, secret)).toBeNull();
});

test("R-506 · it shows nothing of an account that only support brings back, that is active, or of another link", async () => {
  const ctx = await testContext();
  const bySupport = await anAccount(ctx, { ...DEACTIVATED, deactivationCause: "administrator" });
  const active = await anAccount(ctx);
  const own = await anAccount(ctx, DEACTIVATED);
  const secrets = [
    await aMailedLink(ctx, { purpose: "reactivation", subjectId: bySupport.id, email: bySupport.email }),
    await aMailedLink(ctx, { purpose: "reactivation", subjectId: active.id, email: active.email }),
    await aMailedLink(ctx, { purpose: "password-reset", subjectId: own.id, email: own.email }),
    ctx.secret(),
    "odd",
  ];
  for (const secret of secrets) expect(await findReactivation(ctx, secret)).toBeNull();
});
