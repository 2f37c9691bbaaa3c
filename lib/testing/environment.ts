import { type Env, parseEnv } from "@/lib/platform/env";

/** A complete, valid environment; a test names only what it is about. */
export function testEnv(overrides: Record<string, string | undefined> = {}): Env {
  return parseEnv({
    NODE_ENV: "test",
    APP_URL: "http://localhost:3000",
    AUTH_SECRET: "1:test-secret-of-the-session-cookies-0001",
    LINK_SECRET: "1:test-secret-of-the-mailed-links-000001",
    DATA_SECRET: "1:test-secret-of-the-sealed-values-00001",
    API_SECRET: "1:test-secret-of-the-technical-accounts-01",
    DECOY_SECRET: "test-secret-of-the-decoy-questions-00001",
    CRON_SECRET: "test-secret-of-the-scheduled-delivery",
    DATABASE_URL: "postgresql://localhost/never-opened-by-this-address",
    MAIL_FROM: "Attache <no-reply@attache.example>",
    TURNSTILE: "on",
    TURNSTILE_SITE_KEY: "test-site-key",
    TURNSTILE_SECRET_KEY: "test-secret-key",
    ...overrides,
  });
}
