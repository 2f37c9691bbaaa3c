import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";

/** Everything that stands in every table, as text: what somebody would hold who stole the database (SEC-101). */
export async function databaseDump(ctx: Pick<Context, "db">): Promise<string> {
  const tables = await ctx.db.execute<{ name: string }>(
    sql`select format('%I', tablename) as name from pg_tables where schemaname = 'public'`,
  );
  const parts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await ctx.db.execute<{ text: string }>(sql`select t::text as text from ${sql.raw(name)} t`);
    parts.push(...rows.map(({ text }) => text));
  }
  return parts.join("\n");
}
