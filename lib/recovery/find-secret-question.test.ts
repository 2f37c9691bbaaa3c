import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import type { Email } from "@/lib/account/email";
import { secretQuestions } from "@/lib/account/secret-question";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import { decoyQuestion } from "./decoy-question";
import { findSecretQuestion } from "./find-secret-question";

/** An account with another question than the decoy of its address. */
async function anAccountAsking(ctx: TestContext, details: Parameters<typeof anAccount>[1] = {}) {
  const account = await anAccount(ctx, details);
  const email = account.email as Email;
  const question = secretQuestions.find((key) => key !== decoyQuestion(ctx.env, email)) ?? "firstPet";
  await ctx.db.update(accounts).set({ secretQuestion: question }).where(eq(accounts.id, account.id));
  return { account, email, question };
}

test("R-416 · an account meets its own question, a deactivated one too", async () => {
  const ctx = await testContext();
  for (const details of [{}, DEACTIVATED]) {
    const { email, question } = await anAccountAsking(ctx, details);
    expect(await findSecretQuestion(ctx, email)).toBe(question);
  }
});

test("R-416, SEC-50 · an unknown, waiting or erased address and an account without a question meet the decoy, always the same", async () => {
  const ctx = await testContext();
  const { registration } = await aWaitingRegistration(ctx);
  const without = await anAccount(ctx, { secretQuestion: null, secretAnswerHash: null });
  const ofAnotherRelease = await anAccount(ctx, { secretQuestion: "aQuestionNobodyWordsAnyMore" });
  const erased = await anAccountAsking(ctx);
  await ctx.db.update(accounts).set({ status: "erased" }).where(eq(accounts.id, erased.account.id));
  const costs: number[] = [];
  for (const text of ["nobody@example.org", registration.email, without.email, ofAnotherRelease.email, erased.email]) {
    const email = text as Email;
    ctx.queries();
    expect(await findSecretQuestion(ctx, email), text).toBe(decoyQuestion(ctx.env, email));
    costs.push(ctx.queries());
    ctx.moveTo("2026-03-05T09:00:00Z");
    expect(await findSecretQuestion(ctx, email), text).toBe(decoyQuestion(ctx.env, email));
  }
  expect(new Set(costs)).toEqual(new Set([1]));
});
