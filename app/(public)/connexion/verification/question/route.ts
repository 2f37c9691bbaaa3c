import { askForPasskey } from "@/lib/account/ask-for-passkey";
import { live } from "@/lib/platform/live";
import { isOwnOrigin } from "@/lib/web/own-origin";
import { currentPendingSignIn } from "@/lib/web/pending-sign-in";

const headers = { "Cache-Control": "private, no-store" };

/** What the browser asks a passkey of the person who is signing in; each call makes a new challenge (SEC-49). */
export async function POST(request: Request): Promise<Response> {
  const ctx = await live();
  if (!isOwnOrigin(request.headers.get("origin"), ctx.env)) return new Response(null, { status: 403, headers });
  const carried = await currentPendingSignIn();
  if (!carried?.pending.offers.passkey) return Response.json({}, { status: 404, headers });
  return Response.json(await askForPasskey(ctx, carried.pending), { headers });
}
