// `npm run upkeep`: has the running portal do what a date does (see app/api/upkeep/route.ts), and prints how much of it
// there was. `npm run upkeep -- --dry-run` only counts; `--only=inactive-accounts` takes one job. The portal is asked at
// APP_URL under CRON_SECRET: it may be the only one that can open its database.
import { parseArgs } from "node:util";
import { command, Refusal } from "./run.mjs";

await command(async () => {
  const { APP_URL, CRON_SECRET } = process.env;
  if (!APP_URL || !CRON_SECRET) throw new Refusal("Set APP_URL and CRON_SECRET to those of the running portal.");
  const { values } = parseArgs({
    options: { "dry-run": { type: "boolean", default: false }, only: { type: "string" } },
  });
  const address = new URL("/api/upkeep", APP_URL);
  if (values["dry-run"]) address.searchParams.set("simulation", "1");
  if (values.only) address.searchParams.set("tache", values.only);

  const answer = await fetch(address, { method: "POST", headers: { Authorization: `Bearer ${CRON_SECRET}` } }).catch(
    () => {
      throw new Refusal(`Nobody answers at ${address.origin}.`);
    },
  );
  if (answer.status === 401) throw new Refusal("The portal refuses this CRON_SECRET.");
  const report = await answer.json().catch(() => null);
  if (report?.unknown)
    throw new Refusal(`There is no job "${report.unknown}". There are:\n  ${report.jobs.join("\n  ")}`);
  if (!report?.counts) throw new Refusal(`${address.origin} answered ${answer.status}, and not as the portal does.`);
  console.log(table(report));
  if (report.failed.length > 0)
    throw new Refusal(`Failed, the log of the portal says why: ${report.failed.join(", ")}.`);
});

/** One line a job: its name, and how many it treated. */
function table({ dryRun, counts, failed }) {
  const lines = Object.entries(counts).map(([name, count]) => [name, String(count), failed.includes(name)]);
  const [name, count] = [0, 1].map((column) => Math.max(...lines.map((line) => line[column].length)));
  const told = lines.map((line) => `${line[0].padEnd(name)}  ${line[1].padStart(count)}${line[2] ? "  failed" : ""}`);
  return [dryRun ? "Would be done now:" : "Done:", ...told.map((line) => `  ${line}`)].join("\n");
}
