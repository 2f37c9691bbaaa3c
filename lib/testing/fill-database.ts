import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { largeDatabase, type Rows } from "./large-database";
import type { Sizes } from "./large-world";

/** What is filled, and who is told how far it has come. */
export interface Filling extends Sizes {
  now: Date;
  /** The password of everybody. */
  passwordHash: string;
  progress?: (written: number, expected: number, table: string) => void;
}

/** Fills a migrated, empty PostgreSQL with made-up people and structures, then measures its tables for the planner. */
export async function fillDatabase(url: string, filling: Filling): Promise<void> {
  const client = new Client({ connectionString: url, application_name: "attache fill" });
  await client.connect();
  try {
    const tables = largeDatabase(filling, filling);
    const expected = tables.reduce((sum, rows) => sum + rows.expected, 0);
    let written = 0;
    await client.query("begin");
    await skipTriggers(client);
    for (const rows of tables) {
      await copy(client, rows, (count) => {
        written += count;
        filling.progress?.(written, expected, rows.table);
      });
    }
    await client.query("commit");
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}

/** The rows agree with each other by how they are made: checking each of them takes longer than writing it. */
async function skipTriggers(client: Client): Promise<void> {
  await client.query("savepoint triggers");
  // Refused to whoever is no superuser: then every row is checked.
  await client
    .query("set local session_replication_role = replica")
    .catch(() => client.query("rollback to savepoint triggers"));
}

async function copy(client: Client, { table, columns, lines }: Rows, count: (lines: number) => void): Promise<void> {
  await pipeline(
    Readable.from(chunks(lines(), count)),
    client.query(copyFrom(`copy ${table} (${columns}) from stdin`)),
  );
}

/** Lines in pieces of a good size for the network. */
function* chunks(lines: Generator<string>, count: (lines: number) => void): Generator<string> {
  let piece: string[] = [];
  for (const line of lines) {
    piece.push(line);
    if (piece.length < 1_000) continue;
    yield piece.join("");
    count(piece.length);
    piece = [];
  }
  yield piece.join("");
  count(piece.length);
}
