import { and, eq, ne } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import type { Email } from "@/lib/account/email";
import { normaliseAnswer } from "@/lib/account/secret-question";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { type Budget, countUse, settleUses, throttleKey } from "@/lib/platform/throttle";
import { mailResetIfActive } from "./mail-reset-if-active";

const HOUR = 3600;

/** An answer to the question that S-06 showed for an address. */
export interface SecretAnswerTry {
  email: Email;
  answer: string;
  origin: string;
}

/** `wrong` is all that anybody learns of a wrong answer, of a decoy, and of an unknown address (M-45b). */
export type AnswerQuestionOutcome =
  | { kind: "right" }
  | { kind: "wrong" }
  | { kind: "too-many-attempts" }
  | { kind: "overloaded" };

/**
 * Somebody answers the secret question (R-416, R-430, step 2): the right answer mails the link to a new password, and
 * opens nothing by itself. Every answer costs one hash. Never inside a transaction.
 */
export async function answerSecretQuestion(
  ctx: Context,
  { email, answer, origin }: SecretAnswerTry,
): Promise<AnswerQuestionOutcome> {
  const budgets = answerBudgets(email, origin);
  // Counted before anything is compared, so that parallel guesses cannot slip under the limit (SEC-31).
  const use = await countUse(ctx, budgets);
  if (use.kind === "closed") {
    await settleUses(ctx, { giveBack: budgets });
    return { kind: "too-many-attempts" };
  }

  const [account] = await ctx.db
    .select({ id: accounts.id, answerHash: accounts.secretAnswerHash })
    .from(accounts)
    .where(and(eq(accounts.email, email), ne(accounts.status, "erased")));
  const verdict = await ctx.passwords.verify(account?.answerHash ?? null, normaliseAnswer(answer));
  switch (verdict.kind) {
    case "overloaded":
      await settleUses(ctx, { giveBack: budgets });
      return { kind: "overloaded" };
    case "wrong": {
      const targetId = account?.id ?? null;
      const event = { kind: "secret-answer-refused", actorId: null, targetId, facts: {} } as const;
      await recordEvent(ctx, event, { origin, email });
      return { kind: "wrong" };
    }
    case "right":
      await inTransaction(ctx, (tx) => mailResetIfActive(tx, { email, origin }));
      return { kind: "right" };
  }
}

/** Per origin only: nobody can close the owner's way from elsewhere. */
function answerBudgets(email: Email, origin: string): Budget[] {
  // The origin nobody can tell is shared by all: larger budgets, never free ones (SEC-10). One address gets a tenth of
  // what all have together; guessing it right only sends its owner a mail.
  const [pair, all] = origin === "unknown" ? [100, 1000] : [5, 20];
  return [
    { key: throttleKey("secret-answer-pair", email, origin), limit: pair, window: HOUR },
    { key: throttleKey("secret-answer-origin", origin), limit: all, window: HOUR },
  ];
}
