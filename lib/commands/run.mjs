import { spawn } from "node:child_process";
import { join } from "node:path";

/** The folder of the project: every command works from there, wherever it was called. */
export const root = join(import.meta.dirname, "../..");

/** A command that ended otherwise than well. */
export class Failed extends Error {}

/** Runs a program to its end with its output on ours; a bad end throws. */
export async function run(program, args, { env = process.env } = {}) {
  const { code, signal } = await ended(start(program, args, { env }));
  if (code !== 0) throw new Failed(`${[program, ...args].join(" ")} ended with ${signal ?? code}.`);
}

/** Runs one of the installed tools by its file, so that a signal reaches it and not a wrapper of npm. */
export function runTool(file, args, options) {
  return run(process.execPath, [join(root, "node_modules", file), ...args], options);
}

/** Starts a program and leaves it running; it ends when this process does. */
export function start(program, args, { env = process.env, stdio = "inherit" } = {}) {
  // Only the .cmd wrappers of Windows need a shell.
  const child = spawn(program, args, { cwd: root, env, stdio, shell: program.endsWith(".cmd") });
  const stop = () => child.kill("SIGTERM");
  process.once("exit", stop);
  child.once("exit", () => process.off("exit", stop));
  return child;
}

/** Waits for a program's end. */
export function ended(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
}
