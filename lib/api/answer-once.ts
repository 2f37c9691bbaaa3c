import { createHash } from "node:crypto";
import { and, eq, lte } from "drizzle-orm";
import { idempotencyKeys } from "@/drizzle/schema/technical-account";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { ApiCaller } from "@/lib/technical-account/api-caller";
import type { EndpointOutcome } from "./endpoint";
import { problemStatuses } from "./problem";

/** How long an answer is kept under its key (R-1012). */
export const IDEMPOTENCY_HOURS = 24;

/** A request that may come twice. */
export interface RepeatableRequest {
  /** Null: it was sent without one, and is carried out each time. */
  key: string | null;
  /** Whatever tells it from another one: operation, parameters, body. */
  request: unknown;
}

/**
 * Carries a decision out in one transaction, once for each Idempotency-Key: the same request with the same key gets the
 * first answer again for a day, another request a refusal. Of two at once the second waits for the first: they meet in
 * the primary key. A failure rolls the key back, too.
 */
export function answerOnce<Answer>(
  ctx: Context,
  caller: ApiCaller,
  { key, request, work }: RepeatableRequest & { work: (tx: Context) => Promise<EndpointOutcome<Answer>> },
): Promise<EndpointOutcome<Answer>> {
  if (key === null) return inTransaction(ctx, work);
  const { technicalAccountId } = caller;
  const requestHash = createHash("sha256").update(JSON.stringify(request)).digest("base64url");
  const thisKey = and(eq(idempotencyKeys.technicalAccountId, technicalAccountId), eq(idempotencyKeys.key, key));
  return inTransaction(ctx, async (tx) => {
    const now = tx.now();
    const fresh = { requestHash, status: null, body: null, createdAt: now };
    const claimed = await tx.db
      .insert(idempotencyKeys)
      .values({ technicalAccountId, key, ...fresh })
      .onConflictDoUpdate({
        target: [idempotencyKeys.technicalAccountId, idempotencyKeys.key],
        set: fresh,
        setWhere: lte(idempotencyKeys.createdAt, new Date(now.getTime() - IDEMPOTENCY_HOURS * 3_600_000)),
      })
      .returning({ key: idempotencyKeys.key });
    if (claimed.length === 0) {
      const [first] = await tx.db.select().from(idempotencyKeys).where(thisKey);
      if (first?.requestHash !== requestHash) return { kind: "problem", problem: "key-reused" };
      // What stands there was written below, for this very request.
      return first.body as EndpointOutcome<Answer>;
    }
    const outcome = await work(tx);
    const status = outcome.kind === "problem" ? problemStatuses[outcome.problem] : 200;
    await tx.db.update(idempotencyKeys).set({ status, body: outcome }).where(thisKey);
    return outcome;
  });
}
