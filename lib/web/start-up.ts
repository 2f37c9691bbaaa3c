import { deliverDue } from "@/lib/notification/deliver-due";
import type { Context } from "@/lib/platform/context";
import { env as readEnv } from "@/lib/platform/env";
import { environmentProblems } from "@/lib/platform/environment-problems";
import { guardOutgoing } from "@/lib/platform/guard-outgoing";
import { ignoreUpgrades } from "@/lib/platform/ignore-upgrades";
import { joinDoubledHeaders } from "@/lib/platform/join-doubled-headers";
import { live } from "@/lib/platform/live";
import { describeError, log } from "@/lib/platform/log";
import { mendAddresses } from "@/lib/platform/mend-addresses";
import { renameOddMethods } from "@/lib/platform/rename-odd-methods";
import { runUpkeep } from "@/lib/upkeep/run-upkeep";

const DELIVERY_EVERY_MS = 20_000;
const UPKEEP_EVERY_MS = 60 * 60_000;

/**
 * Checks the environment, sets the listeners that mend or refuse odd requests, migrates, fills the demonstration and
 * starts the timers; or ends the process with a reason.
 */
export async function startUp(): Promise<void> {
  try {
    const env = readEnv();
    const problems = environmentProblems(env, process.argv);
    if (problems.length > 0) throw new Error(`Attache does not start like this:\n  ${problems.join("\n  ")}`);
    guardOutgoing(env);
    joinDoubledHeaders();
    mendAddresses();
    renameOddMethods();
    // The watch of a server under development comes by an upgrade.
    if (env.NODE_ENV === "production") ignoreUpgrades();
    const ctx = await live();
    if (env.DEMO) {
      // Its people and their passwords are not even loaded elsewhere.
      const { seedDemo } = await import("@/lib/testing/demo-seed");
      await seedDemo(ctx);
    }
    if (env.DELIVERY_TIMER === "on") startTimers();
    log("info", "started", { portal: env.APP_URL });
  } catch (error) {
    // Next would keep the server up and answer 500 to everything.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** Where no scheduler calls the routes of the jobs (demonstration, self-hosting), the server sees to them itself. */
function startTimers(): void {
  every(DELIVERY_EVERY_MS, "delivery-failed", deliverDue);
  // At once too: a server that restarts more often than once an hour would never come to it.
  every(UPKEEP_EVERY_MS, "upkeep-failed", runUpkeep)();
}

function every(interval: number, failure: string, job: (ctx: Context) => Promise<unknown>): () => void {
  const run = () => {
    live()
      .then((ctx) => job(ctx))
      .catch((error) => log("error", failure, describeError(error)));
  };
  setInterval(run, interval).unref();
  return run;
}
