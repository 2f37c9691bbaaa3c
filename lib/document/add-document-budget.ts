import type { Budget } from "@/lib/platform/throttle";

const TRIES = 60;
const WINDOW_SECONDS = 60 * 60;

/** How many files one person may send: reading and looking into one costs more than most requests (SEC-07). */
export function addDocumentBudget(accountId: string): Budget {
  return { key: `add-document:${accountId}`, limit: TRIES, window: WINDOW_SECONDS };
}
