import { createHash } from "node:crypto";
import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Context } from "./context";

const dialect = new PgDialect();

/**
 * The rows of a statement that nearly every request asks. Each connection reads and plans it once: to plan a wide join
 * takes several times as long as to run it. Only for a text that is always the same and whose best plan does not hang on
 * its values; a pooler in between has to pass prepared statements on.
 */
export async function executePlanned<Row>({ db }: Context, statement: SQL): Promise<Row[]> {
  const query = dialect.sqlToQuery(statement);
  // Named after its text: a connection that knows the name knows this very statement by it.
  const name = createHash("sha256").update(query.sql).digest("base64url");
  const prepared = db._.session.prepareQuery<{ execute: { rows: Row[] }; all: unknown; values: unknown }>(
    query,
    undefined,
    name,
    false,
  );
  const { rows } = await prepared.execute();
  return rows;
}
