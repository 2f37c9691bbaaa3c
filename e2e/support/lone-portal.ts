import { test } from "@playwright/test";
import { createTestDatabase } from "@/lib/testing/test-database";
import { type Portal, portalOf } from "./portals";
import { startPortal } from "./start-portal";

/** A portal beside the two that all journeys share, for what would disturb those. */
export interface LonePortal extends Portal {
  databaseUrl: string;
  /** Takes its database away while it runs. */
  loseDatabase(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a portal with a database of its own and no mail provider in reach. */
export async function startLonePortal(name: string, settings: Record<string, string> = {}): Promise<LonePortal> {
  const server = portalOf("open").databaseUrl;
  test.skip(server === null, "beside a portal elsewhere no other one is started");
  const database = await createTestDatabase(server ?? "", "empty");
  const portal = await startPortal(name, {
    DATABASE_URL: database.url,
    RESEND_API_KEY: "re_nobody",
    RESEND_BASE_URL: "http://127.0.0.1:9",
    MAIL_FROM: "Attache <no-reply@attache.example>",
    DELIVERY_TIMER: "off",
    TURNSTILE: "off",
    DIRECTORY: "sample",
    ...settings,
  });
  const stop = async () => {
    await portal.stop();
    await database.drop();
  };
  return { ...portal, databaseUrl: database.url, mailboxUrl: null, loseDatabase: database.drop, stop };
}
