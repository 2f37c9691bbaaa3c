import type { Env } from "./env";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
const WEAK = /change|example|secret|password|^(.)\1+$/i;

/** Cloudflare's published keys, which let everybody or nobody through. */
const TURNSTILE_TEST_KEY = /^[123]x0000/;

/** Every reason why this process must not serve with these settings (R-318, SEC-15, SEC-16); empty when it may. */
export function environmentProblems(env: Env, argv: readonly string[]): string[] {
  const found: [boolean, string][] = env.DEMO
    ? demonstrationProblems(env, argv)
    : env.NODE_ENV === "production"
      ? productionProblems(env)
      : [];
  return found.filter(([wrong]) => wrong).map(([, reason]) => reason);
}

function demonstrationProblems(env: Env, argv: readonly string[]): [boolean, string][] {
  const real = {
    DATABASE_URL: env.DATABASE_URL,
    POSTGRES_URL: env.POSTGRES_URL,
    RESEND_API_KEY: env.RESEND_API_KEY,
    TURNSTILE_SECRET_KEY: env.TURNSTILE_SECRET_KEY,
    INSEE_API_KEY: env.INSEE_API_KEY,
    BLOB_READ_WRITE_TOKEN: env.BLOB_READ_WRITE_TOKEN,
    S3_SECRET_ACCESS_KEY: env.S3_SECRET_ACCESS_KEY,
  };
  const named = Object.entries(real).filter(([, value]) => value !== undefined);
  const host = argv[argv.findIndex((word) => word === "-H" || word === "--hostname") + 1] ?? "";
  const given = argv.some((word) => word === "-H" || word === "--hostname");
  // A development server works in a child process that does not hear which address was given.
  const listensElsewhere = env.NODE_ENV === "production" && !(given && LOOPBACK.has(host));
  return [
    [named.length > 0, `DEMO=1 stands beside real settings: ${named.map(([name]) => name).join(", ")}.`],
    [!isOnThisMachine(env.APP_URL), "DEMO=1 serves this machine only: APP_URL must be a loopback address."],
    [listensElsewhere, "DEMO=1 listens on loopback only: start it with -H 127.0.0.1."],
  ];
}

function productionProblems(env: Env): [boolean, string][] {
  const keyrings = [...env.AUTH_SECRET, ...env.LINK_SECRET, ...env.DATA_SECRET, ...env.API_SECRET];
  const secrets = keyrings.map(({ secret }) => secret).concat(env.DECOY_SECRET, env.CRON_SECRET);
  const turnstile = env.TURNSTILE === "on";
  return [
    [!env.APP_URL.startsWith("https:") && !isOnThisMachine(env.APP_URL), "APP_URL must use https."],
    [!env.DATABASE_URL && !env.POSTGRES_URL, "No database: set POSTGRES_URL or DATABASE_URL."],
    [!env.RESEND_API_KEY, "No mail provider: set RESEND_API_KEY."],
    [!env.MAIL_FROM, "No sender address: set MAIL_FROM."],
    [
      turnstile && !(env.TURNSTILE_SITE_KEY && env.TURNSTILE_SECRET_KEY),
      "No anti-robot keys: set TURNSTILE_SITE_KEY and TURNSTILE_SECRET_KEY, or TURNSTILE=off on purpose.",
    ],
    [
      turnstile && [env.TURNSTILE_SITE_KEY, env.TURNSTILE_SECRET_KEY].some((key) => TURNSTILE_TEST_KEY.test(key ?? "")),
      "TURNSTILE_SITE_KEY or TURNSTILE_SECRET_KEY is one of Cloudflare's test keys.",
    ],
    [env.DIRECTORY === "insee" && !env.INSEE_API_KEY, "DIRECTORY=insee needs INSEE_API_KEY."],
    [
      env.VERCEL !== undefined && env.STORAGE === "folder",
      "STORAGE=folder forgets files on Vercel: set STORAGE=vercel-blob or STORAGE=s3.",
    ],
    [env.STORAGE === "vercel-blob" && !env.BLOB_READ_WRITE_TOKEN, "STORAGE=vercel-blob needs BLOB_READ_WRITE_TOKEN."],
    [
      env.STORAGE === "s3" && !(env.S3_ENDPOINT && env.S3_BUCKET && env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY),
      "STORAGE=s3 needs S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.",
    ],
    [
      env.STORAGE === "s3" && env.S3_ENDPOINT?.startsWith("http:") === true && !isOnThisMachine(env.S3_ENDPOINT),
      "S3_ENDPOINT must use https.",
    ],
    [
      secrets.some((secret) => WEAK.test(secret)),
      "AUTH_SECRET, LINK_SECRET, DATA_SECRET or CRON_SECRET still is a sample value.",
    ],
    [new Set(secrets).size < secrets.length, "AUTH_SECRET, LINK_SECRET, DATA_SECRET and CRON_SECRET must differ."],
  ];
}

function isOnThisMachine(address: string): boolean {
  return LOOPBACK.has(new URL(address).hostname);
}
