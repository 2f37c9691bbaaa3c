import type { Context } from "@/lib/platform/context";
import { describeError, log } from "@/lib/platform/log";
import { PartlyDone } from "./job";
import { jobs } from "./jobs";

/** What a run did, or with `dryRun` would have done. */
export interface UpkeepReport {
  dryRun: boolean;
  /** How many each job treated. */
  counts: Record<string, number>;
  /** The jobs of which something failed; the log says why. */
  failed: string[];
}

/** Does everything that a date does, not a person; or with `dryRun` only counts it. `only`: one job, by its name. */
export async function runUpkeep(
  ctx: Context,
  { dryRun = false, only = null }: { dryRun?: boolean; only?: string | null } = {},
): Promise<UpkeepReport> {
  const report: UpkeepReport = { dryRun, counts: {}, failed: [] };
  for (const job of jobs) {
    if (only !== null && job.name !== only) continue;
    try {
      report.counts[job.name] = await (dryRun ? job.due(ctx) : job.run(ctx));
    } catch (error) {
      // The others do not wait for it to be mended.
      report.counts[job.name] = error instanceof PartlyDone ? error.treated : 0;
      report.failed.push(job.name);
      log("error", "upkeep-job-failed", { job: job.name, ...describeError(error) });
    }
  }
  return report;
}
