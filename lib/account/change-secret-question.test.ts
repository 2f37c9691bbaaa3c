import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { clearTrail } from "@/lib/testing/clear-trail";
import { testContext } from "@/lib/testing/context";
import { anAccount, aPasswordProofOf, aSessionOf, DEACTIVATED, SECRET_ANSWER } from "@/lib/testing/people";
import { changeSecretQuestion } from "./change-secret-question";
import { normaliseAnswer } from "./secret-question";

async function someone() {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  const proof = await aPasswordProofOf(ctx, actor);
  await clearTrail(ctx);
  const stored = async () => (await ctx.db.select().from(accounts).where(eq(accounts.id, account.id)))[0];
  const answers = async (typed: string) =>
    (await ctx.passwords.verify((await stored())?.secretAnswerHash ?? null, normaliseAnswer(typed))).kind === "right";
  return { ctx, account, proof, stored, answers };
}

const choice = { question: "firstJob", answer: normaliseAnswer("Saint-Malo") } as const;

test("R-415, R-414, SEC-47 · question and answer are replaced; of the answer only a hash is kept, without case and accents", async () => {
  const { ctx, account, proof, stored, answers } = await someone();
  const other = await anAccount(ctx);
  expect(await changeSecretQuestion(ctx, proof, choice)).toEqual({ kind: "changed" });
  expect((await stored())?.secretQuestion).toBe("firstJob");
  expect([await answers("SAINT-MALO"), await answers(SECRET_ANSWER)]).toEqual([true, false]);
  expect(JSON.stringify(await stored())).not.toMatch(/saint-malo/i);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "secret-question-changed", actorId: account.id, targetId: account.id, facts: {} },
  ]);
  // SEC-47: its owner learns of it at the login address, once.
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { kind: "secret-question-changed", recipient: account.email },
  ]);
  const [untouched] = await ctx.db.select().from(accounts).where(eq(accounts.id, other.id));
  expect(untouched?.secretQuestion).toBe("firstPet");
});

test("SEC-37 · an overloaded moment changes nothing", async () => {
  const { ctx, proof, stored } = await someone();
  ctx.passwords.overloaded = true;
  expect(await changeSecretQuestion(ctx, proof, choice)).toEqual({ kind: "overloaded" });
  expect((await stored())?.secretQuestion).toBe("firstPet");
});

test("R-501 · an account that was closed meanwhile keeps its question", async () => {
  const { ctx, proof, stored } = await someone();
  await ctx.db.update(accounts).set(DEACTIVATED);
  expect(await changeSecretQuestion(ctx, proof, choice)).toEqual({ kind: "not-active" });
  expect((await stored())?.secretQuestion).toBe("firstPet");
});
