import { expect, test } from "vitest";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, aStructure, aTechnicalAccountOf } from "@/lib/testing/people";
import { type ApiCaller, permitForCaller } from "./api-caller";
import { findApiCaller } from "./find-api-caller";

async function callerOf(ctx: TestContext, details: { readOnly?: boolean } = {}): Promise<ApiCaller> {
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { account, secretId } = await aTechnicalAccountOf(ctx, structure, details);
  const outcome = await findApiCaller(ctx, { technicalAccountId: account.id, secretId });
  if (outcome.kind !== "caller") throw new Error(outcome.kind);
  return outcome.caller;
}

test("R-1002 · software holds its manager's rights over his structures, and none over another", async () => {
  const ctx = await testContext();
  const caller = await callerOf(ctx);
  const foreign = await aStructure(ctx);
  expect(permitForCaller(caller, caller.structureId, "view-sheet")).toMatchObject({ right: "view-sheet" });
  expect(permitForCaller(caller, caller.structureId, "decide-requests")).toMatchObject({
    right: "decide-requests",
    capacity: "primary-manager",
    holder: { accountId: caller.actor.accountId },
  });
  expect(permitForCaller(caller, foreign.id, "view-sheet")).toBeNull();
});

test("R-1002 · where it is limited to reading it looks and decides nothing", async () => {
  const ctx = await testContext();
  const caller = await callerOf(ctx, { readOnly: true });
  expect(permitForCaller(caller, caller.structureId, "view-sheet")).not.toBeNull();
  expect(permitForCaller(caller, caller.structureId, "decide-requests")).toBeNull();
});
