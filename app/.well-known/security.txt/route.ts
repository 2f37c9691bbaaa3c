import { live } from "@/lib/platform/live";
import { routes } from "@/lib/web/routes";

/** Counted from the answer: the file is as fresh as the portal that serves it. */
const VALID_FOR_MS = 180 * 86_400_000;

/** Whom to tell about a weakness (SEC-17, RFC 9116). */
export async function GET(): Promise<Response> {
  const { env, now } = await live();
  const lines = [
    `Contact: mailto:${env.SUPPORT_EMAIL}`,
    `Expires: ${new Date(now().getTime() + VALID_FOR_MS).toISOString()}`,
    "Preferred-Languages: fr, en",
    `Canonical: ${new URL(routes.securityContact(), env.APP_URL)}`,
  ];
  return new Response(`${lines.join("\n")}\n`, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
