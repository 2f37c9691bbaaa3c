import { randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { openPg } from "@/lib/platform/open-database-pg";
import { startPostgres } from "./start-postgres";
import { onServer } from "./test-database";

declare module "vitest" {
  interface ProvidedContext {
    /** The migrated database that every test gets a clone of. */
    templateUrl: string;
  }
}

/** Before all tests: a server (the one named by TEST_POSTGRES_URL, else one of our own) with a migrated template. */
export default async function setUp(project: TestProject) {
  const named = process.env.TEST_POSTGRES_URL;
  const server = named ? { url: named, stop: async () => {} } : await startPostgres({ inMemory: true });

  const template = new URL(server.url);
  const name = `attache_template_${randomBytes(4).toString("hex")}`;
  template.pathname = `/${name}`;
  try {
    await onServer(server.url, `create database ${name}`);
    const database = openPg(template.href);
    await database.migrate();
    await database.close();
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("templateUrl", template.href);

  return async () => {
    await onServer(server.url, `drop database if exists ${name} with (force)`);
    await server.stop();
  };
}
