import { randomBytes } from "node:crypto";
import { startPostgres } from "@/lib/testing/start-postgres";
import { createTestDatabase } from "@/lib/testing/test-database";
import { startMailboxServer } from "./mailbox-server";
import { announcePortals } from "./portals";
import { startResendStandIn } from "./resend-stand-in";
import { startSireneStandIn } from "./sirene-stand-in";
import { startPortal } from "./start-portal";
import { startTurnstileStandIn } from "./turnstile-stand-in";

/** Starts all that the journeys need, on this machine: a database server, stand-ins of the outside, both portals. */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.PLAYWRIGHT_BASE_URL) return;

  const closing: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    for (const close of closing.reverse()) await close();
  };
  const kept = <Started>(started: Started, close: (started: Started) => Promise<void>): Started => {
    closing.push(() => close(started));
    return started;
  };

  try {
    const postgres = kept(await startPostgres(), (server) => server.stop());
    const resend = kept(await startResendStandIn(), (standIn) => standIn.close());
    const sirene = kept(await startSireneStandIn(), (standIn) => standIn.close());
    const turnstile = kept(await startTurnstileStandIn(), (standIn) => standIn.close());
    const mailbox = kept(await startMailboxServer(() => resend.mails()), (server) => server.close());

    const start = async (name: string, settings: Record<string, string>) => {
      const database = await createTestDatabase(postgres.url, "empty");
      const portal = await startPortal(name, {
        DATABASE_URL: database.url,
        RESEND_API_KEY: `re_${randomBytes(12).toString("hex")}`,
        RESEND_BASE_URL: resend.url,
        MAIL_FROM: "Attache <no-reply@attache.example>",
        ...settings,
      });
      const { url, authSecret, apiSecret, cronSecret } = kept(portal, (running) => running.stop());
      return { url, authSecret, apiSecret, cronSecret, databaseUrl: database.url, mailboxUrl: mailbox.url };
    };
    announcePortals({
      guarded: await start("portal-guarded", {
        TURNSTILE: "on",
        TURNSTILE_SITE_KEY: "journey-site-key",
        TURNSTILE_SECRET_KEY: "journey-secret-key",
        TURNSTILE_VERIFY_URL: turnstile.url,
        DIRECTORY: "insee",
        INSEE_API_URL: sirene.url,
        INSEE_API_KEY: "journey-key",
      }),
      open: await start("portal-open", { TURNSTILE: "off", DIRECTORY: "sample" }),
    });
  } catch (error) {
    await closeAll();
    throw error;
  }
  return closeAll;
}
