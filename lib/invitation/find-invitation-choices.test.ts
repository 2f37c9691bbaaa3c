import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aDepartmentOf, anInviting } from "@/lib/testing/invitations";
import { aManagerOf, aPermitOf, aStructure } from "@/lib/testing/people";
import { findInvitationChoices } from "./find-invitation-choices";

test("R-909, R-703, R-810 · a manager can offer departments of today, open workspaces, and the roles he may give", async () => {
  const ctx = await testContext();
  const { structure, permit } = await anInviting(ctx, { opened: ["SUIVI_FLUX", "FACTURES_EMISES"] });
  const id = await aDepartmentOf(ctx, structure, { code: "C", name: "Comptabilité" });
  await aDepartmentOf(ctx, structure, { code: "OLD", validUntil: "2026-01-04" });
  await aDepartmentOf(ctx, await aStructure(ctx), { code: "FOREIGN" });
  expect(await findInvitationChoices(ctx, permit)).toEqual({
    departments: [{ id, code: "C", name: "Comptabilité" }],
    workspaces: ["FACTURES_EMISES", "SUIVI_FLUX"],
    roles: ["member", "secondary-manager"],
  });
  const { account } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const second = await aPermitOf(ctx, account, { structure, right: "manage-members" });
  expect(await findInvitationChoices(ctx, second)).toMatchObject({ roles: ["member"] });
});
