import { live } from "@/lib/platform/live";
import { isOwnOrigin } from "@/lib/web/own-origin";
import { clearSealed } from "@/lib/web/sealed-cookie";

const headers = { "Cache-Control": "private, no-store" };

/** Called by the page that has just shown recovery codes: reloaded, it shows them no more. */
export async function POST(request: Request): Promise<Response> {
  const { env } = await live();
  if (!isOwnOrigin(request.headers.get("origin"), env)) return new Response(null, { status: 403, headers });
  await clearSealed("recovery-codes");
  return new Response(null, { status: 204, headers });
}
