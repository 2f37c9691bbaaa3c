import { type StandInServer, serveStandIn } from "./serve-stand-in";

/** How site-verify behaves from now on; `fails-once` is for the next request alone. */
export type TurnstileBehaviour = "judges" | "broken" | "not-json" | "hangs" | "stalls" | "fails-once" | "wrong-key";

export interface TurnstileStandIn extends StandInServer {
  behave(behaviour: TurnstileBehaviour): void;
  /** Every form that came in. */
  asked(): URLSearchParams[];
}

/**
 * Answers in place of Cloudflare's site-verify over real HTTP. A token reads `ok-{action}-{any}`; one that ends in
 * `@host` was made on that host, `expired-…` is too old, `down-…` finds the service broken, anything else is false. A
 * token counts once.
 */
export async function startTurnstileStandIn(): Promise<TurnstileStandIn> {
  const asked: URLSearchParams[] = [];
  const used = new Map<string, string>();
  let behaviour: TurnstileBehaviour = "judges";

  const server = await serveStandIn((_request, body, response) => {
    const form = new URLSearchParams(body);
    asked.push(form);
    const say = (verdict: object) =>
      response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(verdict));
    const now = behaviour;
    if (now === "fails-once") behaviour = "judges";
    if (now === "hangs") return;
    if (now === "stalls") return void response.writeHead(200).write('{"success":');
    const down = now === "broken" || now === "fails-once" || form.get("response")?.startsWith("down-");
    if (down) return void response.writeHead(503).end("busy");
    if (now === "not-json") return void response.writeHead(200).end("<html>maintenance</html>");
    if (now === "wrong-key") return void say(failed("invalid-input-secret"));
    say(judge(form, used));
  });

  return {
    ...server,
    asked: () => asked,
    behave: (next) => {
      behaviour = next;
    },
  };
}

function judge(form: URLSearchParams, used: Map<string, string>): object {
  const token = form.get("response") ?? "";
  const call = form.get("idempotency_key") ?? "";
  const [, action, host = "localhost"] = /^ok-(.+)-[^-@]+(?:@(.+))?$/.exec(token) ?? [];
  if (token.startsWith("expired-")) return failed("timeout-or-duplicate");
  if (!action) return failed("invalid-input-response");
  if (used.has(token) && used.get(token) !== call) return failed("timeout-or-duplicate");
  used.set(token, call);
  return { success: true, "error-codes": [], challenge_ts: "2026-01-05T09:00:00Z", hostname: host, action };
}

function failed(code: string): object {
  return { success: false, "error-codes": [code] };
}
