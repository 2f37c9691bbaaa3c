import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./free-port.mjs";
import { Refusal, root } from "./run.mjs";

const real = [
  "RESEND_API_KEY",
  "DATABASE_URL",
  "POSTGRES_URL",
  "TURNSTILE_SECRET_KEY",
  "INSEE_API_KEY",
  "BLOB_READ_WRITE_TOKEN",
  "S3_SECRET_ACCESS_KEY",
];

/** The people that the demonstration is filled with. */
export const demonstrationPeople = JSON.parse(readFileSync(join(root, "lib/testing/demo-people.json"), "utf8"));

/** The settings of a portal that shows itself: on this machine alone, with nothing real in reach (SEC-15). */
export async function demonstrationSettings(folder) {
  const present = real.filter((name) => process.env[name]);
  if (present.length > 0) {
    throw new Refusal(
      `The demonstration does not run beside a real key or address: unset ${present.join(", ")} and start it again.`,
    );
  }
  const port = await freePort(Number(process.env.PORT) || 3000);
  const home = join(root, folder);
  return {
    ...secretsIn(home),
    DEMO: "1",
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    ALLOWED_HOSTS: `127.0.0.1:${port}`,
    DB_DRIVER: "pglite",
    PGLITE_DIR: join(home, "database"),
    MAIL_DIR: join(home, "mails"),
    STORAGE: "folder",
    STORAGE_DIR: join(home, "objects"),
    MAIL_FROM: "Attache <no-reply@attache.example>",
    TURNSTILE: "off",
    DIRECTORY: "sample",
    DELIVERY_TIMER: "on",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

/** Made at the first start and kept, so that links, sessions and sealed values outlive a restart. */
function secretsIn(home) {
  const file = join(home, "secrets.json");
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const secret = () => randomBytes(32).toString("base64url");
  const secrets = {
    AUTH_SECRET: `1:${secret()}`,
    LINK_SECRET: `1:${secret()}`,
    DATA_SECRET: `1:${secret()}`,
    API_SECRET: `1:${secret()}`,
    DECOY_SECRET: secret(),
    CRON_SECRET: secret(),
  };
  const write = (values, flag) => writeFileSync(file, `${JSON.stringify(values, null, 2)}\n`, { flag, mode: 0o600 });
  try {
    write(secrets, "wx");
    return secrets;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const kept = JSON.parse(readFileSync(file, "utf8"));
  // A demonstration of an earlier release lacks the secrets that came since.
  const complete = { ...secrets, ...kept };
  if (Object.keys(complete).length > Object.keys(kept).length) write(complete, "w");
  return complete;
}
