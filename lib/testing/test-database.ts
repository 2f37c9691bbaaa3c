import { randomBytes } from "node:crypto";
import { Client } from "pg";

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A database of its own on the server of `templateUrl`: a copy of the template, or an empty one. */
export async function createTestDatabase(templateUrl: string, content: "migrated" | "empty"): Promise<TestDatabase> {
  const url = new URL(templateUrl);
  const template = url.pathname.slice(1);
  const name = `attache_test_${randomBytes(8).toString("hex")}`;
  url.pathname = `/${name}`;
  const source = content === "migrated" ? template : "template0";
  await onServer(templateUrl, `create database ${name} template ${source}`);
  return { url: url.href, drop: () => onServer(templateUrl, `drop database if exists ${name} with (force)`) };
}

/** Runs one statement in the server's maintenance database: a template must have nobody connected to it. */
export async function onServer(address: string, statement: string): Promise<void> {
  const url = new URL(address);
  url.pathname = "/postgres";
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
