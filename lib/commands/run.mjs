import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the project: every command works from there, wherever it was called. */
export const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));

/** Something a person has to know and mend: told in one sentence, without a stack. */
export class Refusal extends Error {}

/** Runs a command to its end; a refusal becomes a sentence and a bad exit. */
export async function command(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(`\n${error.message}`);
    process.exit(1);
  }
}

/** Runs a program to its end; a bad end is a refusal. Its output is on ours, or with `quiet` shown only then. */
export async function run(program, args, { quiet = false, ...options } = {}) {
  const child = start(program, args, { ...options, ...(quiet && { stdio: ["ignore", "pipe", "pipe"] }) });
  const said = [];
  child.stdout?.on("data", (chunk) => said.push(chunk));
  child.stderr?.on("data", (chunk) => said.push(chunk));
  const { code, signal } = await ended(child);
  if (code === 0) return;
  process.stderr.write(Buffer.concat(said));
  throw new Refusal(`"${[program, ...args].join(" ")}" ended with ${signal ?? code}.`);
}

/** Runs an installed tool by its file, so that a signal reaches it and not a wrapper of npm. */
export function runTool(file, args, options) {
  return run(process.execPath, [join(root, "node_modules", file), ...args], options);
}

/** Starts a program; it is stopped when this process ends or is told to. `env` comes on top of ours. */
export function start(program, args, { env = {}, stdio = "inherit" } = {}) {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio,
    // Windows reaches npm by a .cmd file, which only a shell starts.
    shell: program.endsWith(".cmd"),
  });
  // The signal that each of our tools takes as "tidy up, then end".
  const stop = () => child.kill("SIGINT");
  const leave = () => process.exit(130);
  process.on("exit", stop).on("SIGINT", leave).on("SIGTERM", leave);
  child.once("exit", () => process.off("exit", stop).off("SIGINT", leave).off("SIGTERM", leave));
  return child;
}

/** Waits for a program's end. */
export function ended(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    // Not "exit": by then the last of its output may not have arrived.
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
}
