import type { Context } from "@/lib/platform/context";
import { live } from "@/lib/platform/live";
import { clientOrigin } from "./client-origin";

/** The real world for an act of the current request that no session answers for: the trail says from where (R-1201). */
export async function requestContext(): Promise<Context> {
  return { ...(await live()), origin: await clientOrigin() };
}
