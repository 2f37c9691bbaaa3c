import { deliverDue } from "@/lib/notification/deliver-due";
import { live } from "@/lib/platform/live";
import { jobs } from "@/lib/upkeep/jobs";
import { runUpkeep } from "@/lib/upkeep/run-upkeep";
import { isScheduler } from "@/lib/web/is-scheduler";

/** Where a platform ends long requests: a run is bounded, and what it does not come to waits for the next one. */
export const maxDuration = 300;

/**
 * Does everything that a date does, not a person; called once an hour with CRON_SECRET as bearer. `?simulation=1` only
 * counts, `?tache=` takes one job. 500 when a job failed: a scheduler looks at nothing else. The others have done theirs.
 */
export async function POST(request: Request): Promise<Response> {
  const ctx = await live();
  if (!isScheduler(request, ctx.env)) return new Response(null, { status: 401 });
  const asked = new URL(request.url).searchParams;
  const only = asked.get("tache");
  const dryRun = asked.get("simulation") === "1";
  const names = jobs.map(({ name }) => name);
  if (only !== null && !names.includes(only)) return answer({ unknown: only, jobs: names }, 400);
  const report = await runUpkeep(ctx, { dryRun, only });
  // What was told leaves at once, not at the next call of the delivery.
  if (!dryRun) await deliverDue(ctx);
  return answer(report, report.failed.length > 0 ? 500 : 200);
}

/** Vercel's scheduler calls with GET and the same bearer. */
export const GET = POST;

function answer(body: object, status: number): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "private, no-store" } });
}
