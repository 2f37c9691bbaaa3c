import { deliverDue } from "@/lib/notification/deliver-due";
import { env as readEnv } from "@/lib/platform/env";
import { environmentProblems } from "@/lib/platform/environment-problems";
import { live } from "@/lib/platform/live";
import { describeError, log } from "@/lib/platform/log";

const DELIVERY_EVERY_MS = 20_000;

/** Checks the environment, migrates, fills the demonstration, starts the timer; or ends the process with a reason. */
export async function startUp(): Promise<void> {
  try {
    const env = readEnv();
    const problems = environmentProblems(env, process.argv);
    if (problems.length > 0) throw new Error(`Attache does not start like this:\n  ${problems.join("\n  ")}`);
    const ctx = await live();
    if (env.DEMO) {
      // Its people and their passwords are not even loaded elsewhere.
      const { seedDemo } = await import("@/lib/testing/demo-seed");
      await seedDemo(ctx);
    }
    if (env.DELIVERY_TIMER === "on") startDeliveryTimer();
    log("info", "started", { portal: env.APP_URL });
  } catch (error) {
    // Next would keep the server up and answer 500 to everything.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** Where no scheduler calls the delivery route (demonstration, self-hosting), the server sees to it itself. */
function startDeliveryTimer(): void {
  const deliver = () =>
    live()
      .then((ctx) => deliverDue(ctx))
      .catch((error) => log("error", "delivery-failed", describeError(error)));
  setInterval(deliver, DELIVERY_EVERY_MS).unref();
}
