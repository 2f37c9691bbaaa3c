import { expect, test } from "vitest";
import { singleUseLinks } from "@/drizzle/schema/account";
import { mintLink } from "@/lib/account/mint-link";
import { findLink } from "@/lib/account/redeem-link";
import { testContext } from "@/lib/testing/context";
import { findMailedLink, type LinkToMail } from "./find-mailed-link";

async function aLink(): Promise<{ ctx: Awaited<ReturnType<typeof testContext>>; wanted: LinkToMail; expiresAt: Date }> {
  const ctx = await testContext();
  const link = { purpose: "activation", subjectId: ctx.id(), email: "camille@example.org" } as const;
  const { id, expiresAt } = await mintLink(ctx, link);
  return { ctx, wanted: { ...link, id }, expiresAt };
}

test("SEC-25 · the secret that is mailed opens the link, and lies in no row", async () => {
  const { ctx, wanted, expiresAt } = await aLink();
  const found = await findMailedLink(ctx, wanted);
  expect(found?.expiresAt).toEqual(expiresAt);
  expect(await findLink(ctx, found?.secret ?? "", "activation")).toMatchObject({ id: wanted.id });
  expect(JSON.stringify(await ctx.db.select().from(singleUseLinks))).not.toContain(found?.secret);
});

test.each<[string, Partial<LinkToMail>]>([
  ["to another address", { email: "eve@example.org" }],
  ["for another purpose", { purpose: "password-reset" }],
  ["about somebody else", { subjectId: "00000000-0000-4000-8000-000000000001" }],
  ["that was never made", { id: "00000000-0000-4000-8000-000000000001" }],
])("SEC-25 · no secret is mailed %s", async (_what, change) => {
  const { ctx, wanted } = await aLink();
  expect(await findMailedLink(ctx, { ...wanted, ...change })).toBeNull();
});

test("SEC-97 · a link is mailed up to the second it expires, and not once a newer one was made", async () => {
  const { ctx, wanted, expiresAt } = await aLink();
  ctx.moveTo(expiresAt);
  expect(await findMailedLink(ctx, wanted)).not.toBeNull();
  ctx.moveTo(new Date(expiresAt.getTime() + 1));
  expect(await findMailedLink(ctx, wanted)).toBeNull();

  ctx.moveTo("2026-01-05T09:00:00Z");
  await mintLink(ctx, wanted);
  expect(await findMailedLink(ctx, wanted)).toBeNull();
});
