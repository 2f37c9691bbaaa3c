import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { anInviting } from "@/lib/testing/invitations";
import { aManagerOf, aPermitOf, aStructure } from "@/lib/testing/people";
import { findInvitationImport } from "./find-invitation-import";
import { keepInvitationFile } from "./keep-invitation-file";

test("SEC-61 · a kept file is found by its own person for its own structure, for two hours", async () => {
  const ctx = await testContext();
  const { structure, permit, manager } = await anInviting(ctx);
  const { account } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const colleague = await aPermitOf(ctx, account, { structure, right: "manage-members" });
  const elsewhere = await aStructure(ctx);
  await aManagerOf(ctx, elsewhere, { account: manager });
  const otherStructure = await aPermitOf(ctx, manager, { structure: elsewhere, right: "manage-members" });
  const { fileId } = await keepInvitationFile(ctx, permit, { text: "a@example.org", returnPath: "/" });
  ctx.queries();
  expect(await findInvitationImport(ctx, permit, { fileId })).toMatchObject({ text: "a@example.org" });
  expect(ctx.queries()).toBe(1);
  for (const other of [colleague, otherStructure]) {
    expect(await findInvitationImport(ctx, other, { fileId })).toMatchObject({ text: null });
  }
  ctx.moveTo("2026-01-05T11:00:00Z");
  expect(await findInvitationImport(ctx, permit, { fileId })).toMatchObject({ text: null });
});
