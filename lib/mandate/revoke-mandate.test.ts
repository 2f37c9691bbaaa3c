import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { testContext } from "@/lib/testing/context";
import type { Structure } from "@/lib/testing/people";
import { aSheet } from "@/lib/testing/sheets";
import { findMandate } from "./find-mandate";
import { revokeMandate } from "./revoke-mandate";
import { signMandate } from "./sign-mandate";

const named = ({ identifierType, identifier }: Structure) => ({ identifierType, identifier });
const paper = { label: "Facturation 2026", declarationVersion: "2026-11" };

test("R-821 · a manager revokes a mandate once, and can then sign another one", async () => {
  const { ctx, own, other } = await twoStructures();
  const signed = await signMandate(ctx, own.edit, { ...paper, ...named(other.structure) });
  const mandateId = signed.kind === "signed" ? signed.mandateId : "";
  expect(await revokeMandate(ctx, other.edit, { mandateId })).toEqual({ kind: "not-found" });
  const outcomes = await Promise.all([1, 2, 3].map(() => revokeMandate(ctx, own.edit, { mandateId })));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["already-revoked", "already-revoked", "revoked"]);
  expect((await ctx.db.select().from(auditEvents)).map(({ kind }) => kind)).toEqual([
    "mandate-signed",
    "mandate-revoked",
  ]);
  expect(await findMandate(ctx, own.view, { mandateId })).toMatchObject({
    status: "revoked",
    revokedAt: ctx.now(),
    isGiven: true,
  });
  expect(await signMandate(ctx, own.edit, { ...paper, ...named(other.structure) })).toMatchObject({ kind: "signed" });
});

async function twoStructures() {
  const ctx = await testContext();
  return { ctx, own: await aSheet(ctx), other: await aSheet(ctx) };
}
