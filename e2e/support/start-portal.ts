import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, existsSync, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const root = resolve(import.meta.dirname, "../..");
const distDir = process.env.NEXT_DIST_DIR ?? ".next-test";

export interface RunningPortal {
  url: string;
  authSecret: string;
  cronSecret: string;
  /** The key that the passwords of technical accounts are hashed under. */
  apiSecret: string;
  stop(): Promise<void>;
}

/** Starts the built portal on a free port, as production would, with the settings that a journey needs. */
export async function startPortal(name: string, settings: Record<string, string>): Promise<RunningPortal> {
  if (!existsSync(join(root, distDir, "built-from"))) {
    throw new Error(`There is no build in ${distDir}: run the journeys by \`npm run e2e\`, which makes one.`);
  }
  const port = String(await freePort());
  const url = `http://localhost:${port}`;
  const authSecret = secret();
  const cronSecret = secret();
  const apiSecret = secret();
  const server = spawn(
    process.execPath,
    [join(root, "node_modules/next/dist/bin/next"), "start", "--hostname", "127.0.0.1", "--port", port],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        // Nothing of the shell reaches the portal but what a process needs to run.
        NODE_ENV: "production",
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NEXT_DIST_DIR: distDir,
        NEXT_TELEMETRY_DISABLED: "1",
        APP_URL: url,
        // Reachable also while it is told another base address.
        ALLOWED_HOSTS: new URL(url).host,
        AUTH_SECRET: `1:${authSecret}`,
        LINK_SECRET: `1:${secret()}`,
        DATA_SECRET: `1:${secret()}`,
        API_SECRET: `1:${apiSecret}`,
        DECOY_SECRET: secret(),
        CRON_SECRET: cronSecret,
        STORAGE_DIR: join(root, ".playwright", "objects", name),
        // Each test comes from an address of its own, so that no test uses up the limits of another.
        TRUSTED_PROXIES: "127.0.0.1/32,::1/128",
        // Where the stand-ins of the services are.
        PRIVATE_HOSTS: "127.0.0.1",
        ...settings,
      },
    },
  );
  const end = () => server.kill("SIGKILL");
  process.once("exit", end);
  const log = logFile(name);
  server.stdout.pipe(log);
  server.stderr.pipe(log);
  await untilHealthy(url, server, String(log.path));

  const stop = async () => {
    process.off("exit", end);
    if (hasEnded(server)) return;
    server.kill("SIGTERM");
    await once(server, "exit");
  };
  return { url, authSecret, cronSecret, apiSecret, stop };
}

async function untilHealthy(url: string, server: ChildProcess, log: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline && !hasEnded(server)) {
    const healthy = await fetch(`${url}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (healthy) return;
    await pause(100);
  }
  server.kill("SIGKILL");
  throw new Error(`The portal for the journeys did not start; it says why in ${log}.`);
}

function hasEnded(server: ChildProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null;
}

function logFile(name: string) {
  const folder = join(root, ".playwright");
  mkdirSync(folder, { recursive: true });
  return createWriteStream(join(folder, `${name}.log`));
}

function secret(): string {
  return randomBytes(32).toString("base64url");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port is free")),
      );
    });
  });
}
