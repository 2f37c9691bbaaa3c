import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { singleUseLinks } from "@/drizzle/schema/account";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { secretOf } from "@/lib/testing/registrations";
import { mintLink, type NewLink } from "./mint-link";
import { findLink } from "./redeem-link";

const to = (subjectId: string, purpose: NewLink["purpose"] = "activation"): NewLink => ({
  purpose,
  subjectId,
  email: "camille@example.org",
});

test.each<[string, NewLink["purpose"], string, string]>([
  [
    "T-15 · an activation link made on 07/11/2018 at 14:50",
    "activation",
    "2018-11-07T14:50:00+01:00",
    "2018-12-07T14:50:00+01:00",
  ],
  ["R-430 · a reset link", "password-reset", "2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z"],
  ["R-505 · a reactivation link", "reactivation", "2026-01-05T09:00:00Z", "2026-01-12T09:00:00Z"],
])("%s works through its last second and is refused one second later", async (_, purpose, made, last) => {
  const ctx = await testContext({ now: made });
  const { id, expiresAt } = await mintLink(ctx, to(ctx.id(), purpose));
  expect(expiresAt).toEqual(new Date(last));
  const secret = await secretOf(ctx, id);

  const end = Date.parse(last);
  for (const [moment, works] of [
    [made, true],
    [end - 1000, true],
    [end, true],
    [end + 999, true],
    [end + 1000, false],
  ] as const) {
    ctx.moveTo(new Date(moment));
    expect((await findLink(ctx, secret, purpose)) !== null, new Date(moment).toISOString()).toBe(works);
  }
});

test("R-401 · only the newest link of a registration works; those of other purposes and people stay", async () => {
  const ctx = await testContext();
  const [mine, another] = [ctx.id(), ctx.id()];
  const secrets: string[] = [];
  for (const link of [to(another), to(mine, "reactivation"), to(mine), to(mine), to(mine)]) {
    secrets.push(await secretOf(ctx, (await mintLink(ctx, link)).id));
  }
  const [other = "", otherPurpose = "", first = "", second = "", newest = ""] = secrets;
  expect(await findLink(ctx, first, "activation")).toBeNull();
  expect(await findLink(ctx, second, "activation")).toBeNull();
  expect(await findLink(ctx, newest, "activation")).toMatchObject({ subjectId: mine, email: "camille@example.org" });
  expect(await findLink(ctx, other, "activation")).toMatchObject({ subjectId: another });
  expect(await findLink(ctx, otherPurpose, "reactivation")).toMatchObject({ subjectId: mine });
});

test("R-401 · of twenty links minted at once one works", async () => {
  const ctx = await testContext();
  const subjectId = ctx.id();
  await Promise.all(Array.from({ length: 20 }, () => inTransaction(ctx, (tx) => mintLink(tx, to(subjectId)))));
  const rows = await ctx.db.select().from(singleUseLinks).orderBy(asc(singleUseLinks.createdAt));
  expect(rows).toHaveLength(20);
  expect(rows.filter(({ voidedAt }) => voidedAt === null)).toHaveLength(1);
});
