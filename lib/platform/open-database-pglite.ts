import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { unaccent } from "@electric-sql/pglite/contrib/unaccent";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import * as schema from "@/drizzle/schema/all";
import type { OpenDatabase } from "./database";
import { migrations } from "./migrate-under-lock";
import type { DatabaseOptions } from "./open-database";
import { ownFolder } from "./own-folder";

/** Opens the embedded PostgreSQL that lives in `folder`, for this process alone. */
export async function openPglite(folder: string, { logger }: DatabaseOptions = {}): Promise<OpenDatabase> {
  const home = resolve(folder);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const ownership = await ownFolder(home);
  if (ownership.kind === "taken") {
    throw new Error(`The embedded database in ${home} is in use by another process: stop that one first.`);
  }

  const client = await PGlite.create(join(home, "cluster"), { extensions: { pg_trgm, unaccent } }).catch(
    async (error) => {
      await ownership.release();
      throw error;
    },
  );
  const db = drizzle(client, { schema, logger });
  return {
    db,
    migrate: () => migrate(db, migrations),
    close: async () => {
      await client.close();
      await ownership.release();
    },
  };
}
