import { keepRequestsMoving } from "@/lib/attachment/keep-requests-moving";
import { deliverDue } from "@/lib/notification/deliver-due";
import { live } from "@/lib/platform/live";
import { isScheduler } from "@/lib/web/is-scheduler";

/** Reminders, expiries and planned reactivations; called once an hour with CRON_SECRET as bearer. */
export async function POST(request: Request): Promise<Response> {
  const ctx = await live();
  if (!isScheduler(request, ctx.env)) return new Response(null, { status: 401 });
  const counts = await keepRequestsMoving(ctx);
  // What was told leaves at once, not at the next call of the delivery.
  await deliverDue(ctx);
  return Response.json(counts, { headers: { "Cache-Control": "private, no-store" } });
}

/** Vercel's scheduler calls with GET and the same bearer. */
export const GET = POST;
