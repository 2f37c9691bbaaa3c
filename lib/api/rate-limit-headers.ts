import type { CallBudget } from "@/lib/technical-account/api-caller";

/** The window that R-1012 counts in, in seconds. */
const WINDOW_SECONDS = 60;

/**
 * What is left of the minute (R-1012, SEC-83): `RateLimit` and `RateLimit-Policy` as draft-ietf-httpapi-ratelimit-headers
 * says since its version 08, and beside them the three fields of version 06, which most clients still read.
 */
export function rateLimitHeaders({ limit, remaining, resetSeconds }: CallBudget): Record<string, string> {
  return {
    "RateLimit-Policy": `"minute";q=${limit};w=${WINDOW_SECONDS}`,
    RateLimit: `"minute";r=${remaining};t=${resetSeconds}`,
    "RateLimit-Limit": String(limit),
    "RateLimit-Remaining": String(remaining),
    "RateLimit-Reset": String(resetSeconds),
  };
}

/** The same once the minute is used up, with the moment to come back. */
export function spentBudgetHeaders({ limit, resetSeconds }: Omit<CallBudget, "remaining">): Record<string, string> {
  return { ...rateLimitHeaders({ limit, remaining: 0, resetSeconds }), "Retry-After": String(resetSeconds) };
}
