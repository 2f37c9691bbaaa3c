import { askForNewPasskey } from "@/lib/account/ask-for-new-passkey";
import { live } from "@/lib/platform/live";
import { currentActor } from "@/lib/web/guards";
import { isOwnOrigin } from "@/lib/web/own-origin";

const headers = { "Cache-Control": "private, no-store" };

/** What the browser asks in order to make a passkey for the signed-in person; each call makes a new challenge (SEC-49). */
export async function POST(request: Request): Promise<Response> {
  const ctx = await live();
  if (!isOwnOrigin(request.headers.get("origin"), ctx.env)) return new Response(null, { status: 403, headers });
  const actor = await currentActor();
  if (!actor) return Response.json({}, { status: 404, headers });
  return Response.json(await askForNewPasskey(ctx, actor), { headers });
}
