// `npm run fill`: a PostgreSQL with as many people and structures as the portal is made for, to look at and to measure.
// In a server of its own that lives as long as this command, or in the empty database that POSTGRES_URL (or
// DATABASE_URL) names: `npm run fill -- --accounts 1000000 --structures 300000 --members 5000 --pending 2000`.
import { once } from "node:events";
import { parseArgs } from "node:util";
import { hash } from "@node-rs/argon2";
import { argon2id, password } from "./bench-people.mjs";
import { ensureInstall } from "./ensure-install.mjs";
import { closeLoader, loadModule } from "./load-module.mjs";
import { progressBar } from "./progress-bar.mjs";
import { command, Refusal } from "./run.mjs";

await command(async () => {
  const sizes = sizesAskedFor();
  await ensureInstall();
  const named = process.env.POSTGRES_URL || process.env.DATABASE_URL;
  const { startPostgres } = await loadModule("/lib/testing/start-postgres.ts");
  const server = named ? { url: named, stop: async () => {} } : await startPostgres();
  try {
    await migrated(server.url);
    const { fillDatabase } = await loadModule("/lib/testing/fill-database.ts");
    const bar = progressBar();
    const passwordHash = await hash(password, argon2id);
    await fillDatabase(server.url, { ...sizes, now: new Date(), passwordHash, progress: bar.show });
    bar.end();
    await tell(server.url);
    if (named) return;
    console.log("The server ends with this command (Ctrl+C).");
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  } finally {
    await server.stop();
    await closeLoader();
  }
});

function sizesAskedFor() {
  const { values } = parseArgs({
    options: {
      accounts: { type: "string", default: "1000000" },
      structures: { type: "string", default: "300000" },
      members: { type: "string", default: "5000" },
      pending: { type: "string", default: "2000" },
    },
  });
  const sizes = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
  const { accounts, structures, members, pending } = sizes;
  const whole = Object.values(sizes).every((size) => Number.isInteger(size) && size >= 0);
  // The first accounts manage a structure each; the ordinary one takes 25 more.
  if (!whole || structures < 50 || accounts < structures + members + pending + 25) {
    throw new Refusal("Sizes are whole numbers: at least 50 structures, and accounts for their managers and members.");
  }
  return sizes;
}

/** Only an empty database is filled: nobody's people are mixed with made-up ones. */
async function migrated(url) {
  const { openPg } = await loadModule("/lib/platform/open-database-pg.ts");
  const { db, migrate, close } = openPg(url);
  try {
    await migrate();
    const { rows } = await db.execute("select exists (select from accounts) as filled");
    if (rows[0].filled) throw new Refusal("This database has accounts already: name an empty one.");
  } finally {
    await close();
  }
}

async function tell(url) {
  const { largeManager, ordinaryManager } = await loadModule("/lib/testing/large-world.ts");
  console.log(`\n${url}\nPeople sign in with "${password}":`);
  console.log(`  ${largeManager.email} manages the large structure, ${ordinaryManager.email} an ordinary one.`);
}
