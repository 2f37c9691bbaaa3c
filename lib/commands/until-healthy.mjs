import { setTimeout as pause } from "node:timers/promises";

/** Waits until the portal at `address` answers that it can serve. `server` is its process, when it is another one. */
export async function untilHealthy(address, { server, seconds = 120 } = {}) {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    if (server && (server.exitCode !== null || server.signalCode !== null)) {
      throw new Error("The portal ended before it could serve.");
    }
    const healthy = await fetch(`${address}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (healthy) return;
    await pause(20);
  }
  throw new Error(`The portal at ${address} was not ready after ${seconds} seconds.`);
}
