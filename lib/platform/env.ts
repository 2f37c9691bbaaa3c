import { z } from "zod";

const optional = z.string().trim().min(1).optional();
const flag = z.enum(["on", "off"]);

/** `2:secret-two,1:secret-one`: the first one signs, all of them read (SEC-16). */
const keyring = z.string().transform((value, context) => {
  const keys = value.split(",").map((entry) => /^(\d+):(.{32,})$/.exec(entry.trim()));
  if (keys.some((key) => key === null)) {
    context.addIssue({ code: "custom", message: "expected version:secret, at least 32 characters each" });
    return z.NEVER;
  }
  return keys.map((key) => ({ version: Number(key?.[1]), secret: String(key?.[2]) }));
});

const environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  DEMO: z.literal("1").optional(),
  APP_URL: z.url(),
  ALLOWED_HOSTS: z.string().default(""),
  TRUSTED_PROXIES: z.string().default(""),
  /** Services of ours that live in the own network: only these are asked at an address that is not public (SEC-12). */
  PRIVATE_HOSTS: z.string().default(""),
  /** Where the framework asks itself; it says so when it starts. */
  __NEXT_PRIVATE_ORIGIN: optional,

  DB_DRIVER: z.enum(["vercel", "pg", "pglite"]).optional(),
  POSTGRES_URL: optional,
  DATABASE_URL: optional,
  PGLITE_DIR: optional,

  AUTH_SECRET: keyring,
  LINK_SECRET: keyring,
  DATA_SECRET: keyring,
  /** Hashes the passwords of technical accounts and signs their access tokens (SEC-76, SEC-78). */
  API_SECRET: keyring,
  CRON_SECRET: z.string().min(32),

  STORAGE: z.enum(["folder", "vercel-blob", "s3"]).default("folder"),
  STORAGE_DIR: optional,
  BLOB_READ_WRITE_TOKEN: optional,
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_BUCKET: optional,
  S3_REGION: z.string().default("auto"),
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
  /** Vercel says so itself: its disks forget. */
  VERCEL: optional,

  RESEND_API_KEY: optional,
  RESEND_BASE_URL: z.url().optional(),
  MAIL_FROM: optional,
  MAIL_DIR: optional,

  TURNSTILE: flag.default("on"),
  TURNSTILE_SITE_KEY: optional,
  TURNSTILE_SECRET_KEY: optional,
  TURNSTILE_VERIFY_URL: z.url().default("https://challenges.cloudflare.com/turnstile/v0/siteverify"),

  DIRECTORY: z.enum(["sample", "insee", "open"]).default("sample"),
  INSEE_API_URL: z.url().default("https://api.insee.fr/api-sirene/3.11"),
  INSEE_API_KEY: optional,
  OPEN_DIRECTORY_URL: z.url().default("https://recherche-entreprises.api.gouv.fr"),

  /** Off where a scheduler calls the delivery route. */
  DELIVERY_TIMER: flag.default("on"),
  SECRET_QUESTION: flag.default("on"),
  /** Chooses the decoy question of an unknown address; never rotated, or the same address would meet another. */
  DECOY_SECRET: z.string().min(32),
  /** Administrators always need one; with `on` primary managers do too. */
  SECOND_FACTOR_FOR_MANAGERS: flag.default("off"),
  SECONDARY_MANAGERS: flag.default("on"),
  /** How long a technical password lives, to the second (R-1008). */
  TECHNICAL_PASSWORD_DAYS: z.coerce.number().int().positive().default(100),
  /** What technical logins end in (R-1003). */
  TECHNICAL_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/)
    .default("api.attache.example"),
  ACTIVATION_DAYS: z.coerce.number().int().positive().default(30),
  TERMS_VERSION: z.string().default("2026-11"),

  PORTAL_NAME: z.string().default("Attache"),
  SUPPORT_EMAIL: z.email().default("support@attache.example"),
  SUPPORT_PHONE: z.string().default("+33 1 00 00 00 00"),
  SUPPORT_HOURS: z.string().default("9:00-18:00"),
  DUME_URL: z.url().optional(),
  DOCUMENTATION_URL: z.url().optional(),
  /** Who answers for the site, for "Mentions légales" and "Données personnelles". */
  LEGAL_PUBLISHER: z.string().default("Attache (démonstration)"),
  LEGAL_ADDRESS: z.string().default("1 rue de l'Exemple, 35000 Rennes, France"),
  LEGAL_DIRECTOR: z.string().default("Camille Exemple"),
  LEGAL_HOST: z.string().default("Hébergeur d'exemple, 2 rue de l'Exemple, 35000 Rennes, France"),
  PRIVACY_EMAIL: z.email().default("donnees-personnelles@attache.example"),
});

/** Every setting of the portal, checked; the README's table says what each one means. */
export type Env = z.output<typeof environment>;

/** Parses settings, or throws one error that names each wrong variable and never its value. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value));
  const parsed = environment.safeParse({ ...onVercel(source), ...filled });
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment is not usable:\n${wrong.join("\n")}`);
  }
  return parsed.data;
}

/** What a preview deployment knows of itself, so that it needs no address of its own in its settings. */
function onVercel(source: Record<string, string | undefined>): Record<string, string> {
  const hosts = [source.VERCEL_BRANCH_URL, source.VERCEL_URL].filter((host) => host !== undefined);
  const [host] = hosts;
  if (!host) return {};
  return { APP_URL: `https://${host}`, ALLOWED_HOSTS: hosts.join(","), DELIVERY_TIMER: "off" };
}

let parsed: Env | undefined;

/** The settings of this process, parsed at the first call. Nothing else reads process.env. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
