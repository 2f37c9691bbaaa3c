// A server reduced to its database: opens the folder it is given, says so, then writes rows and says each number once
// the database has acknowledged it. Tests end it with kill -9.
import { resolve } from "node:path";
import { createViteServer } from "vitest/node";

const root = resolve(import.meta.dirname, "../..");
const vite = await createViteServer({
  root,
  configFile: false,
  logLevel: "error",
  server: { middlewareMode: true, ws: false, watch: null },
  resolve: { alias: [{ find: /^@\//, replacement: `${root}/` }] },
});
const { openPglite } = await vite.ssrLoadModule("/lib/platform/open-database-pglite.ts");

const database = await openPglite(process.argv[2]).catch((error) => {
  process.stdout.write(`refused ${error.message}\n`);
  process.exit(1);
});
await database.migrate();
process.stdout.write("open\n");
if (process.argv[3] === "write") {
  await database.db.execute("create table written (number int)");
  for (let number = 1; ; number++) {
    await database.db.execute(`insert into written values (${number})`);
    process.stdout.write(`wrote ${number}\n`);
  }
}
