import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import { z } from "zod";
import type { Env } from "./env";
import { fetchJson } from "./fetch-json";
import { log } from "./log";

/** What the anti-robot check answered: refused is M-18, unavailable is M-61. */
export type HumanCheck = { kind: "human" } | { kind: "refused" } | { kind: "unavailable" };

/** The Turnstile check on the server side. `action` is the name the widget was shown with. */
export interface Turnstile {
  /** Null: the check is off (demonstration, or TURNSTILE=off). */
  siteKey: string | null;
  verify(token: string, expected: { action: string; origin: string }): Promise<HumanCheck>;
}

/** The check that the settings name. Production without keys lets nobody through unless it is off on purpose. */
export function createTurnstile(env: Env, options: { timeoutMs?: number; id?: () => string } = {}): Turnstile {
  const { TURNSTILE_SITE_KEY: siteKey, TURNSTILE_SECRET_KEY: secret } = env;
  if (env.TURNSTILE === "off" || env.DEMO) return switchedOff;
  if (!siteKey || !secret) return env.NODE_ENV === "production" ? outOfReach : switchedOff;
  return siteVerify(env, { siteKey, secret, timeoutMs: options.timeoutMs ?? 5000, id: options.id ?? randomUUID });
}

const switchedOff: Turnstile = { siteKey: null, verify: async () => ({ kind: "human" }) };
const outOfReach: Turnstile = { siteKey: null, verify: async () => ({ kind: "unavailable" }) };

/** Longer tokens are none of Cloudflare's. */
const MAX_TOKEN = 2048;
const TRIES = 2;

interface Settings {
  siteKey: string;
  secret: string;
  timeoutMs: number;
  id(): string;
}

function siteVerify(env: Env, { siteKey, secret, timeoutMs, id }: Settings): Turnstile {
  const hosts = ownHostnames(env);
  return {
    siteKey,
    async verify(token, { action, origin }) {
      if (token === "" || token.length > MAX_TOKEN) return { kind: "refused" };
      // With the same number a second try is told what the first one was, although a token counts once.
      const form = new URLSearchParams({ secret, response: token, idempotency_key: id() });
      if (isIP(origin)) form.set("remoteip", origin);

      for (let tried = 0; tried < TRIES; tried++) {
        const verdict = await ask(env.TURNSTILE_VERIFY_URL, form, timeoutMs);
        if (verdict === null) continue;
        const human = verdict.success && verdict.action === action && hosts.includes(verdict.hostname ?? "");
        return human ? { kind: "human" } : refusal(verdict["error-codes"]);
      }
      log("error", "turnstile-out-of-reach");
      return { kind: "unavailable" };
    },
  };
}

const answer = z.object({
  success: z.boolean(),
  action: z.string().optional(),
  hostname: z.string().optional(),
  "error-codes": z.array(z.string()).default([]),
});
type Verdict = z.output<typeof answer>;

/** Null: down, slow, or no verdict. */
async function ask(address: string, form: URLSearchParams, timeoutMs: number): Promise<Verdict | null> {
  const answered = await fetchJson(new URL(address), { form, timeoutMs });
  if (answered.kind === "unavailable" || answered.status >= 500) return null;
  const { data: verdict } = answer.safeParse(answered.body);
  return verdict === undefined || verdict["error-codes"].includes("internal-error") ? null : verdict;
}

/** A key that Cloudflare does not know is our fault: the visitor is not told that he is a robot. */
function refusal(codes: string[]): HumanCheck {
  const ours = codes.filter((code) => /^(missing|invalid)-input-secret$/.test(code));
  if (ours.length === 0) return { kind: "refused" };
  log("error", "turnstile-key-refused", { codes: ours });
  return { kind: "unavailable" };
}

/** Cloudflare names the page's host without its port. */
function ownHostnames({ APP_URL, ALLOWED_HOSTS }: Env): string[] {
  const named = ALLOWED_HOSTS.split(",")
    .map((host) => host.trim())
    .filter(Boolean);
  return [new URL(APP_URL), ...named.map((host) => new URL(`http://${host}`))].map(({ hostname }) => hostname);
}
