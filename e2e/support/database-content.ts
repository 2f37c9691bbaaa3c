import { Client } from "pg";

/** What stands in every table of a database, in short: equal when nothing was changed. */
export async function databaseContent(databaseUrl: string): Promise<Record<string, string>> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "select format('%I', tablename) as name from pg_tables where schemaname = 'public' order by 1",
    );
    const content: Record<string, string> = {};
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ rows: string; sum: string }>(
        `select count(*) as rows, md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as sum from ${name} t`,
      );
      content[name] = `${rows[0]?.rows} rows, ${rows[0]?.sum}`;
    }
    return content;
  } finally {
    await client.end();
  }
}
