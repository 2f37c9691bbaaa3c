import { log } from "@/lib/platform/log";

const MAX_REPORT = 8_000;

/** Receives the browsers' reports of the content security policy (SEC-14). */
export async function POST(request: Request): Promise<Response> {
  if (Number(request.headers.get("content-length") ?? MAX_REPORT + 1) > MAX_REPORT)
    return new Response(null, { status: 413 });
  const report = await request.text();
  const directive = /"(?:violated|effective)-?[dD]irective"\s*:\s*"([\w-]{1,60})"/.exec(report)?.[1];
  log("warn", "csp-violation", { directive: directive ?? "unknown" });
  return new Response(null, { status: 204 });
}
