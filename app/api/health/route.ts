import { findHealth } from "@/lib/platform/find-health";
import { live } from "@/lib/platform/live";

/** Says whether the portal can serve: 200 or 503, nothing more (SEC-15). */
export async function GET(): Promise<Response> {
  const health = await live().then(findHealth, () => ({ kind: "database-down" as const }));
  return Response.json({ status: health.kind }, { status: health.kind === "healthy" ? 200 : 503 });
}
