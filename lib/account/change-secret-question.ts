import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdProof, type PasswordProof } from "./prove-password";
import type { SecretAnswer, SecretQuestion } from "./secret-question";

export type ChangeSecretQuestionOutcome = { kind: "changed" } | { kind: "not-active" } | { kind: "overloaded" };

/** Replaces one's secret question and its answer, by the password; of the answer only a hash is kept. */
export async function changeSecretQuestion(
  ctx: Context,
  proof: PasswordProof,
  { question, answer }: { question: SecretQuestion; answer: SecretAnswer },
): Promise<ChangeSecretQuestionOutcome> {
  const { accountId } = proof;
  const answerHash = await ctx.passwords.hash(answer);
  if (answerHash.kind === "overloaded") return answerHash;
  return inTransaction(ctx, async (tx) => {
    const isActive = and(eq(accounts.id, accountId), eq(accounts.status, "active"));
    const [held] = await tx.db.select({ id: accounts.id }).from(accounts).where(isActive).for("update");
    if (!held || !(await holdProof(tx, proof))) return { kind: "not-active" };
    const [account] = await tx.db
      .update(accounts)
      .set({ secretQuestion: question, secretAnswerHash: answerHash.hash })
      .where(isActive)
      .returning({ email: accounts.email, language: accounts.language });
    if (!account) return { kind: "not-active" };
    await recordEvent(tx, {
      kind: "secret-question-changed",
      actorId: accountId,
      targetId: accountId,
      facts: {},
    });
    // Whoever knows the answer is one step nearer to the account: its owner must learn of it (SEC-47).
    const message = { kind: "secret-question-changed", accountId, at: tx.now().toISOString() } as const;
    const { email: recipient, language } = account;
    await enqueue(tx, [{ message, recipient, language, event: `secret-question-changed:${tx.id()}` }]);
    return { kind: "changed" };
  });
}
