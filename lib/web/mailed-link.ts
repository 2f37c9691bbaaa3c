import { NextResponse } from "next/server";
import { z } from "zod";
import { live } from "@/lib/platform/live";
import { readSealed, type SealedPurpose, writeSealed } from "./sealed-cookie";

type LinkPurpose = Extract<SealedPurpose, `${string}-link`>;

/** Long enough to choose a password in peace; the mailed link itself stays valid meanwhile. */
const MINUTES_TO_ANSWER = 60;

/** 256 bits in base64url. */
const linkSecret = z.string().regex(/^[\w-]{43}$/);

/** Takes a mailed secret out of the address bar into a sealed cookie, and shows the page that asks (R-401, SEC-27). */
export async function moveLinkToCookie(
  purpose: LinkPurpose,
  secret: string,
  pages: { shown: string; refused: string },
): Promise<Response> {
  const { env } = await live();
  const parsed = linkSecret.safeParse(secret);
  if (parsed.success) await writeSealed(purpose, { secret: parsed.data }, MINUTES_TO_ANSWER * 60);
  const headers = { "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex" };
  return NextResponse.redirect(new URL(parsed.success ? pages.shown : pages.refused, env.APP_URL), { headers });
}

/** The secret of the mailed link this browser followed, or null. */
export async function readLinkSecret(purpose: LinkPurpose): Promise<string | null> {
  return (await readSealed(purpose, z.object({ secret: linkSecret })))?.secret ?? null;
}
