import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** Whether processes can be bound to cores here: it takes `taskset` and a second core. */
export const canPin = availableParallelism() > 1 && spawnSync("taskset", ["--version"]).status === 0;

/** A command line that runs on the first core alone. */
export function onFirstCore(program, args) {
  return canPin ? ["taskset", ["-c", "0", program, ...args]] : [program, args];
}

/** Leaves the first core to what is measured: this process and all that it starts from now on run on the others. */
export function stayOffFirstCore() {
  if (canPin) spawnSync("taskset", ["-a", "-p", "-c", `1-${availableParallelism() - 1}`, String(process.pid)]);
}
