import type { Env } from "@/lib/platform/env";

/** The hosts this portal answers for: its base address and the ones named beside it (SEC-09). */
export function ownHosts(env: Pick<Env, "APP_URL" | "ALLOWED_HOSTS">): string[] {
  const named = env.ALLOWED_HOSTS.split(",").map((host) => host.trim().toLowerCase());
  return [new URL(env.APP_URL).host, ...named.filter(Boolean)];
}

/** Whether an Origin header is ours: same scheme and one of our hosts, to the letter (SEC-06). Absent is not. */
export function isOwnOrigin(origin: string | null, env: Pick<Env, "APP_URL" | "ALLOWED_HOSTS">): boolean {
  const { protocol } = new URL(env.APP_URL);
  return ownHosts(env).some((host) => origin === `${protocol}//${host}`);
}
