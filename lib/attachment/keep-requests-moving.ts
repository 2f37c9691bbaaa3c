import type { Context } from "@/lib/platform/context";
import { describeError, log } from "@/lib/platform/log";
import { expireRequests } from "./expire-requests";
import { reactivateOnPlan } from "./reactivate-on-plan";
import { remindOfRequests } from "./remind-of-requests";

/** What a run did, by job; a job that failed counts nothing and is in the log. */
export type RunCounts = Record<string, number>;

/** In this order: what expires today is not reminded of. A later job joins the list. */
const jobs: ((ctx: Context) => Promise<RunCounts>)[] = [expireRequests, remindOfRequests, reactivateOnPlan];

/** Does everything to requests and attachments that a date does, not a person. As often as one likes. */
export async function keepRequestsMoving(ctx: Context): Promise<RunCounts> {
  const counts: RunCounts = {};
  for (const job of jobs) {
    try {
      Object.assign(counts, await job(ctx));
    } catch (error) {
      // The others do not wait for it to be mended.
      log("error", "job-failed", { job: job.name, ...describeError(error) });
    }
  }
  return counts;
}
