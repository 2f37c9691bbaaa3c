import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { shownSecrets, technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aPasswordProofOf, aSessionOf, aStructure, aTechnicalAccountOf } from "@/lib/testing/people";
import { authenticateClient } from "./authenticate-client";
import { deleteTechnicalAccount } from "./delete-technical-account";
import { findApiCaller } from "./find-api-caller";
import { renewTechnicalSecret } from "./renew-technical-secret";

test("R-1009 · a deleted technical account opens nothing: password, tokens and what was still to be shown are gone", async () => {
  const { ctx, user, permit, proof } = await aUser();
  const renewed = await renewTechnicalSecret(ctx, permit, { keepOldUntil: new Date("2026-01-20T09:00:00Z"), proof });
  expect(renewed.kind).toBe("renewed");
  expect(await deleteTechnicalAccount(ctx, permit, { proof })).toEqual({ kind: "deleted" });
  expect(await ctx.db.select().from(technicalAccounts)).toMatchObject([{ status: "deleted", deletedAt: ctx.now() }]);
  expect(await ctx.db.$count(technicalSecrets)).toBe(0);
  expect(await ctx.db.$count(shownSecrets)).toBe(0);
  const { login, password } = user;
  expect(await authenticateClient(ctx, { login, password, origin: "192.0.2.9" })).toMatchObject({ kind: "refused" });
  const call = { technicalAccountId: user.account.id, secretId: user.secretId };
  expect(await findApiCaller(ctx, call)).toEqual({ kind: "unauthorised" });
});

test("N-19 · the manager and the audit are told, once, of two deletions at once", async () => {
  const { ctx, user, account, structure, permit, proof } = await aUser();
  const both = await Promise.all([
    deleteTechnicalAccount(ctx, permit, { proof }),
    deleteTechnicalAccount(ctx, permit, { proof }),
  ]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(["deleted", "not-found"]);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { recipient: account.contactEmail, message: { technicalAccountId: user.account.id, event: "deleted" } },
  ]);
  const lines = (await ctx.db.select().from(auditEvents)).filter(({ kind }) => kind === "technical-account-deleted");
  expect(lines).toMatchObject([
    { actorId: account.id, targetId: user.account.id, facts: { structureId: structure.id } },
  ]);
});

test("SEC-68, R-801 · ending it is always allowed: in the 72 hours, and for an inactive structure", async () => {
  const { ctx, structure, permit, proof } = await aUser();
  await ctx.db
    .update(structures)
    .set({ takenOverAt: ctx.now(), status: "inactive" })
    .where(eq(structures.id, structure.id));
  expect(await deleteTechnicalAccount(ctx, permit, { proof })).toEqual({ kind: "deleted" });
});

test("SEC-61 · the technical account of another structure stays as it is", async () => {
  const { ctx, permit, proof } = await aUser();
  const other = await aTechnicalAccountOf(ctx, await aStructure(ctx));
  await deleteTechnicalAccount(ctx, permit, { proof });
  expect(await ctx.db.select().from(technicalSecrets)).toMatchObject([{ id: other.secretId }]);
});

async function aUser() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const user = await aTechnicalAccountOf(ctx, structure);
  const { actor } = await aSessionOf(ctx, account);
  const permit = permitFor(actor, structure.id, "manage-technical-account");
  if (!permit) throw new Error("no permit");
  return { ctx, structure, account, user, permit, proof: await aPasswordProofOf(ctx, permit.holder) };
}
