import { expect, test } from "vitest";
import { operations } from "@/drizzle/schema/operation";
import { carryOutOperation } from "@/lib/operation/carry-out-operation";
import { testContext } from "@/lib/testing/context";
import { anInviting } from "@/lib/testing/invitations";
import { aSessionOf } from "@/lib/testing/people";
import { findInvitationImport } from "./find-invitation-import";
import { keepInvitationFile } from "./keep-invitation-file";

const returnPath = "/structures";

test("R-1404 · the file waits to be confirmed, and nobody carries it out before", async () => {
  const ctx = await testContext();
  const { permit, manager } = await anInviting(ctx);
  const text = "adresse;rôle\r\nnouvelle@example.org;US\r\n\u0001";
  const { fileId } = await keepInvitationFile(ctx, permit, { text, returnPath });
  expect(await findInvitationImport(ctx, permit, { fileId })).toMatchObject({ text });
  const { actor } = await aSessionOf(ctx, manager);
  expect(await carryOutOperation(ctx, actor, fileId)).toEqual({ kind: "busy" });
});

test("R-1404 · one file a person: the next one takes its place, and the forgotten ones of others go with it", async () => {
  const ctx = await testContext();
  const one = await anInviting(ctx);
  const other = await anInviting(ctx);
  await keepInvitationFile(ctx, one.permit, { text: "a", returnPath });
  await keepInvitationFile(ctx, one.permit, { text: "b", returnPath });
  await keepInvitationFile(ctx, other.permit, { text: "c", returnPath });
  expect(await ctx.db.$count(operations)).toBe(2);
  ctx.moveTo("2026-01-05T11:00:00Z");
  await keepInvitationFile(ctx, other.permit, { text: "d", returnPath });
  expect(await ctx.db.select().from(operations)).toMatchObject([{ accountId: other.manager.id }]);
});
