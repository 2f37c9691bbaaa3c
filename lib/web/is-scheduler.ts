import { createHash, timingSafeEqual } from "node:crypto";
import type { Env } from "@/lib/platform/env";

/** Whether a request carries CRON_SECRET as bearer, compared in constant time whatever its length. */
export function isScheduler(request: Request, env: Pick<Env, "CRON_SECRET">): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(request.headers.get("authorization") ?? ""), digest(`Bearer ${env.CRON_SECRET}`));
}
