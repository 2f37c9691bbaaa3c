import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./free-port.mjs";
import { onFirstCore } from "./pin.mjs";
import { ended, root, start } from "./run.mjs";
import { untilHealthy } from "./until-healthy.mjs";

export const distDir = ".next-bench";

/** Starts the built portal on the first core; tells how long it took until it could serve. */
export async function startBenchPortal(settings) {
  const port = await freePort(4100);
  const url = `http://localhost:${port}`;
  const secret = () => randomBytes(32).toString("base64url");
  const next = [join(root, "node_modules/next/dist/bin/next"), "start", "-H", "127.0.0.1", "-p", String(port)];
  const startedAt = performance.now();
  const server = start(...onFirstCore(process.execPath, next), {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      NODE_ENV: "production",
      NEXT_DIST_DIR: distDir,
      BENCH_PAGES: "1",
      APP_URL: url,
      ALLOWED_HOSTS: `127.0.0.1:${port}`,
      AUTH_SECRET: `1:${secret()}`,
      LINK_SECRET: `1:${secret()}`,
      DATA_SECRET: `1:${secret()}`,
      API_SECRET: `1:${secret()}`,
      DECOY_SECRET: secret(),
      CRON_SECRET: secret(),
      TRUSTED_PROXIES: "127.0.0.1/32,::1/128",
      MAIL_FROM: "Attache <no-reply@attache.example>",
      DIRECTORY: "sample",
      ...settings,
    },
  });
  // By address, so that no time goes into asking what "localhost" means.
  const address = `http://127.0.0.1:${port}`;
  await untilHealthy(address, { server });
  return {
    url,
    address,
    startSeconds: (performance.now() - startedAt) / 1000,
    megabytes: () =>
      Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) / 1024),
    /** How long it has had a processor, in milliseconds; a hundredth of a second is the system's grain. */
    processorMs: () => {
      // The name in brackets may hold anything; user and system time are the 12th and 13th field behind it.
      const fields = readFileSync(`/proc/${server.pid}/stat`, "utf8").split(") ").at(-1).split(" ");
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
    stop: async () => {
      const end = ended(server);
      server.kill("SIGTERM");
      await end;
    },
  };
}

/** A portal as in production: PostgreSQL, a mail provider that nobody is written to through, the anti-robot check on. */
export const productionLike = (databaseUrl) => ({
  DATABASE_URL: databaseUrl,
  RESEND_API_KEY: `re_${randomBytes(12).toString("hex")}`,
  RESEND_BASE_URL: "http://127.0.0.1:9",
  TURNSTILE: "on",
  TURNSTILE_SITE_KEY: "bench-site-key",
  TURNSTILE_SECRET_KEY: "bench-secret-key",
  DELIVERY_TIMER: "off",
});

/** A portal as `npm run demo` starts it, in a folder of its own. */
export const embedded = (folder) => ({
  DEMO: "1",
  DB_DRIVER: "pglite",
  PGLITE_DIR: join(folder, "database"),
  MAIL_DIR: join(folder, "mails"),
  TURNSTILE: "off",
});
