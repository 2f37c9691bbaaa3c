import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresPrograms } from "./postgres-programs";

export interface PostgresServer {
  /** A superuser's address of the maintenance database. */
  url: string;
  stop(): Promise<void>;
}

/** A person on this machine whom a process may become. */
type Person = { uid: number; gid: number } | undefined;

/**
 * Starts a real PostgreSQL server in a temporary folder, for tests: fast, and careless about power cuts. `inMemory`
 * keeps its data in memory where there is room, for many small databases, and leaves them alone: nothing is vacuumed or
 * measured behind a test's back. Its programs stay where they may be run.
 */
export async function startPostgres({ inMemory = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "attache-postgres-"));
  const room = inMemory ? roomyMemory() : null;
  const data = room ? mkdtempSync(join(room, "attache-postgres-")) : folder;
  const remove = () => {
    for (const each of new Set([folder, data])) rmSync(each, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const person = unprivileged();
    if (person) for (const each of [folder, data]) chownSync(each, person.uid, person.gid);
    const binaries = postgresPrograms({ readableByAll: person !== undefined, copyTo: join(folder, "programs") });
    const password = randomBytes(18).toString("base64url");
    await initialise(data, { binaries, person, password });
    const port = await freePort();
    const server = await serve(data, { binaries, person, port, autovacuum: !inMemory });
    const stop = async () => {
      // Fast shutdown: whoever is still connected is sent away.
      server.kill("SIGINT");
      if (server.exitCode === null) await once(server, "exit");
      remove();
    };
    return { url: `postgresql://attache:${password}@localhost:${port}/postgres`, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Linux keeps this folder in memory: thousands of small databases are made there in half the time. Else null. */
function roomyMemory(): string | null {
  const folder = "/dev/shm";
  if (!existsSync(folder)) return null;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > 4 * 1024 ** 3 ? folder : null;
}

/** PostgreSQL refuses to run as root: "nobody" is on every system, and nobody has to be created. */
function unprivileged(): Person {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (kind: string) => Number(execFileSync("id", [kind, "nobody"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

async function initialise(folder: string, how: { binaries: string; person: Person; password: string }): Promise<void> {
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, how.password, { mode: 0o600 });
  if (how.person) chownSync(passwordFile, how.person.uid, how.person.gid);
  const options = [
    "--username=attache",
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
  ];
  const { said, process: initdb } = run(
    join(how.binaries, "initdb"),
    [`--pgdata=${join(folder, "data")}`, ...options],
    how.person,
  );
  const [code] = await once(initdb, "close");
  if (code !== 0) throw new Error(`PostgreSQL could not prepare its folder for the tests:\n${said.join("")}`);
}

interface Served {
  binaries: string;
  person: Person;
  port: number;
  autovacuum: boolean;
}

async function serve(folder: string, how: Served): Promise<ChildProcess> {
  const settings = {
    port: how.port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 300,
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    autovacuum: how.autovacuum ? "on" : "off",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const { said, process: postgres } = run(
    join(how.binaries, "postgres"),
    ["-D", join(folder, "data"), ...options],
    how.person,
  );
  // A test run that ends before its time takes the server with it.
  process.once("exit", () => postgres.kill("SIGQUIT"));
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (!said.join("").includes("ready to accept connections")) return;
      postgres.stderr?.off("data", look);
      resolve();
    };
    postgres.stderr?.on("data", look);
    postgres.once("error", reject);
    postgres.once("close", () => reject(new Error(`PostgreSQL did not start for the tests:\n${said.join("")}`)));
  });
  return postgres;
}

function run(program: string, options: string[], person: Person): { said: string[]; process: ChildProcess } {
  const said: string[] = [];
  const child = spawn(program, options, {
    ...person,
    cwd: tmpdir(),
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, LC_ALL: "C" },
  });
  const keep = (bytes: Buffer) => said.push(bytes.toString());
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  return { said, process: child };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
