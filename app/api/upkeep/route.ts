import { keepRequestsMoving } from "@/lib/attachment/keep-requests-moving";
import { deliverDue } from "@/lib/notification/deliver-due";
import { purgeOperations } from "@/lib/operation/purge-operations";
import { live } from "@/lib/platform/live";
import { isScheduler } from "@/lib/web/is-scheduler";

/**
 * Reminders, expiries and planned reactivations, then what is kept no longer; called once an hour with CRON_SECRET as
 * bearer (R-855, R-851, SEC-98).
 */
export async function POST(request: Request): Promise<Response> {
  const ctx = await live();
  if (!isScheduler(request, ctx.env)) return new Response(null, { status: 401 });
  const counts = await keepRequestsMoving(ctx);
  // What was told leaves at once, not at the next call of the delivery.
  await deliverDue(ctx);
  // Last: whatever becomes of it, the others have done their work.
  const purged = await purgeOperations(ctx);
  return Response.json({ ...counts, ...purged }, { headers: { "Cache-Control": "private, no-store" } });
}

/** Vercel's scheduler calls with GET and the same bearer. */
export const GET = POST;
