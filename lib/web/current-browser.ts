import { headers } from "next/headers";
import type { Browser } from "@/lib/account/open-session";
import { clientOrigin } from "./client-origin";

/** The browser of the current request, as its session row will describe it. */
export async function currentBrowser(): Promise<Browser> {
  return { origin: await clientOrigin(), userAgent: (await headers()).get("user-agent") ?? "" };
}
