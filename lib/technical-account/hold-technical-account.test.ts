import { expect, test } from "vitest";
import { endSessions } from "@/lib/account/end-sessions";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import { databaseDump } from "@/lib/testing/database-dump";
import { aManagerOf, aPasswordProofOf, aSessionOf, aStructure, aTechnicalAccountOf } from "@/lib/testing/people";
import { createTechnicalAccount } from "./create-technical-account";
import { deleteTechnicalAccount } from "./delete-technical-account";
import { limitTechnicalAccount } from "./limit-technical-account";
import { renewTechnicalSecret } from "./renew-technical-secret";

test("SEC-24, SEC-45 · a session that a reset ended meanwhile does nothing to a technical account, whatever it proved", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const { actor } = await aSessionOf(ctx, account);
  const permit = permitFor(actor, structure.id, "manage-technical-account");
  if (!permit) throw new Error("no permit");
  const proof = await aPasswordProofOf(ctx, permit.holder);
  await endSessions(ctx, { accountId: account.id });

  const before = await databaseDump(ctx);
  const create = await createTechnicalAccount(ctx, permit, { readOnly: false, only: null, proof });
  expect(create).toEqual({ kind: "not-permitted" });
  expect(await databaseDump(ctx)).toBe(before);

  await aTechnicalAccountOf(ctx, structure);
  const live = await databaseDump(ctx);
  expect(await renewTechnicalSecret(ctx, permit, { keepOldUntil: null, proof })).toEqual({ kind: "not-permitted" });
  expect(await limitTechnicalAccount(ctx, permit, { readOnly: true, only: null, proof })).toEqual({
    kind: "not-permitted",
  });
  expect(await deleteTechnicalAccount(ctx, permit, { proof })).toEqual({ kind: "not-permitted" });
  expect(await databaseDump(ctx)).toBe(live);
});
