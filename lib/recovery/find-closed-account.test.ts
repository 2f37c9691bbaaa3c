import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { findClosedAccount } from "./find-closed-account";
import { requestReactivation } from "./request-reactivation";

test("R-421 · S-08 learns why and since when an account is closed, and until when it can come back", async () => {
  const ctx = await testContext();
  const eraseOn = new Date("2026-02-04T09:00:00Z");
  const { id: accountId, contactEmail } = await anAccount(ctx, { ...DEACTIVATED, eraseOn });
  expect(await findClosedAccount(ctx, { accountId })).toEqual({
    cause: "own-wish",
    deactivatedAt: DEACTIVATED.deactivatedAt,
    eraseOn,
    reactivationRequestedAt: null,
    contactEmail,
    wayBack: { kind: "week", until: new Date("2026-01-12T09:00:00Z") },
    linkUntil: null,
  });
});

test("R-505 · S-08 learns when the link that was mailed last ends, as long as it works", async () => {
  const ctx = await testContext();
  const { id: accountId } = await anAccount(ctx, DEACTIVATED);
  const linkUntil = async () => (await findClosedAccount(ctx, { accountId }))?.linkUntil;
  await requestReactivation(ctx, { accountId });
  ctx.moveTo("2026-01-06T09:00:00Z");
  await requestReactivation(ctx, { accountId });
  expect(await linkUntil()).toEqual(new Date("2026-01-13T09:00:00Z"));
  ctx.moveTo("2026-01-13T09:00:01Z");
  expect(await linkUntil()).toBeNull();
});

test("R-501 · nothing is told of an account that is active, erased or unknown", async () => {
  const ctx = await testContext();
  const active = await anAccount(ctx);
  const erased = await anAccount(ctx, { status: "erased", erasedAt: ctx.now() });
  for (const accountId of [active.id, erased.id, ctx.id()])
    expect(await findClosedAccount(ctx, { accountId })).toBeNull();
});
