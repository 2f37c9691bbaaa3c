// Brings the tables of the PostgreSQL server that the environment names up to date, before a release takes visitors.
// Servers do the same when they start; both wait for the same lock (lib/platform/migrate-under-lock.ts).
import { resolve } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

const { DB_DRIVER, DATABASE_URL, POSTGRES_URL, POSTGRES_URL_NON_POOLING } = process.env;
// A hosted database is reached directly where it can be: a pooler is made for short statements.
const hosted = POSTGRES_URL_NON_POOLING || POSTGRES_URL;
const address = DB_DRIVER === "pg" ? DATABASE_URL : hosted || DATABASE_URL;

if (DB_DRIVER === "pglite" || !address) {
  console.error("Set DATABASE_URL or POSTGRES_URL. The embedded database is migrated by its server when it starts.");
  process.exit(1);
}

const pool = new pg.Pool({ connectionString: address, application_name: "attache migrations", max: 2 });
const db = drizzle(pool);
try {
  await db.transaction(async (lock) => {
    await lock.execute("select pg_advisory_xact_lock(hashtext('attache migrations'))");
    await migrate(db, { migrationsFolder: resolve(import.meta.dirname, "../../drizzle/migrations") });
  });
  console.info("The database is up to date.");
} finally {
  await pool.end();
}
