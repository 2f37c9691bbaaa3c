import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { join, relative } from "node:path";

export type FolderOwnership = { kind: "owned"; release(): Promise<void> } | { kind: "taken" };

/**
 * Makes this process the only owner of a folder, until it ends in whatever way. Each candidate listens on a socket of
 * its own in the folder, and only then looks for others: of two, the later one to look sees the other and yields.
 * A socket dies with its process, so that a file left by kill -9 answers nobody; a process number may be reused.
 */
export async function ownFolder(folder: string): Promise<FolderOwnership> {
  if (process.platform === "win32") return ownPipe(folder);

  const mine = `owner-${randomBytes(6).toString("hex")}.sock`;
  const server = await listen(addressOf(folder, mine));
  const others = readdirSync(folder).filter((name) => /^owner-[0-9a-f]{12}\.sock$/.test(name) && name !== mine);
  const alive = await Promise.all(others.map((name) => answers(addressOf(folder, name))));

  // A winner sweeps the dead; one that was swept between its bind and its listen came too late.
  if (alive.includes(true) || !existsSync(join(folder, mine))) {
    await close(server);
    return { kind: "taken" };
  }
  for (const name of others) rmSync(join(folder, name), { force: true });
  return { kind: "owned", release: () => close(server) };
}

/** Windows names pipes outside of folders; a name has one listener, and is free again when it ends. */
async function ownPipe(folder: string): Promise<FolderOwnership> {
  const name = createHash("sha256").update(folder.toLowerCase()).digest("hex");
  try {
    const server = await listen(`\\\\.\\pipe\\attache-${name}`);
    return { kind: "owned", release: () => close(server) };
  } catch {
    return { kind: "taken" };
  }
}

/** A socket's address holds about 100 bytes: the shorter of the two ways to say it. */
function addressOf(folder: string, name: string): string {
  const absolute = join(folder, name);
  const fromHere = relative(process.cwd(), absolute);
  const address = fromHere.length < absolute.length ? fromHere : absolute;
  if (Buffer.byteLength(address) > 103)
    throw new Error(`The path ${folder} is too long for a socket: choose a shorter one.`);
  return address;
}

async function listen(address: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  server.listen(address);
  await once(server, "listening");
  server.unref();
  return server;
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    // Any other refusal (not allowed, too busy) comes from a socket that somebody holds.
    socket.once("error", (error: NodeJS.ErrnoException) =>
      resolve(!["ECONNREFUSED", "ENOENT"].includes(error.code ?? "")),
    );
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
