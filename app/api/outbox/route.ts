import { deliverDue } from "@/lib/notification/deliver-due";
import { live } from "@/lib/platform/live";
import { isScheduler } from "@/lib/web/is-scheduler";

/** Delivers the mails that are due; called on a schedule with CRON_SECRET as bearer (R-1101). */
export async function POST(request: Request): Promise<Response> {
  const ctx = await live();
  if (!isScheduler(request, ctx.env)) return new Response(null, { status: 401 });
  return Response.json(await deliverDue(ctx), { headers: { "Cache-Control": "private, no-store" } });
}

/** Vercel's scheduler calls with GET and the same bearer. */
export const GET = POST;
