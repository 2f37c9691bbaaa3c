import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { anAccount } from "@/lib/testing/people";
import { ask } from "./support/ask";
import { databaseContent } from "./support/database-content";
import { type LonePortal, startLonePortal } from "./support/lone-portal";
import { behind } from "./support/people";
import { expect, test } from "./support/test";

const DAY_MS = 86_400_000;

test.describe("what a date does", () => {
  test.describe.configure({ mode: "default" });
  let portal: LonePortal;
  test.beforeAll(async () => {
    portal = await startLonePortal("portal-of-the-upkeep");
  });
  test.afterAll(async () => portal?.stop());

  const upkeep = (...options: string[]) =>
    promisify(execFile)(process.execPath, ["lib/commands/upkeep.mjs", ...options], {
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        APP_URL: portal.url,
        CRON_SECRET: portal.cronSecret ?? "",
      },
    });

  test("SEC-98, R-507, R-508 · an operator counts first, runs then, and nothing is left to do", async () => {
    const ctx = behind(portal);
    const longAgo = new Date(Date.now() - 400 * DAY_MS);
    const idle = await anAccount(ctx, { createdAt: longAgo, lastSignInAt: longAgo });
    const gone = await anAccount(ctx, {
      createdAt: longAgo,
      status: "deactivated",
      deactivatedAt: longAgo,
      deactivationCause: "own-wish",
    });
    const before = await databaseContent(portal.databaseUrl);
    const { stdout: counted } = await upkeep("--dry-run");
    expect(counted).toMatch(/^Would be done now:/);
    for (const line of [/inactivity-reminders +1\n/, /old-accounts +1\n/, /inactive-accounts +0\n/]) {
      expect(counted).toMatch(line);
    }
    expect(await databaseContent(portal.databaseUrl)).toEqual(before);

    const { stdout: done } = await upkeep();
    expect(done).toBe(counted.replace("Would be done now:", "Done:"));
    expect(await ctx.db.select().from(accounts).where(eq(accounts.id, gone.id))).toMatchObject([{ status: "erased" }]);
    expect(
      await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.recipient, idle.contactEmail)),
    ).toMatchObject([{ kind: "inactivity-reminder" }]);
    const { stdout: again } = await upkeep("--only=old-accounts");
    expect(again).toBe("Done:\n  old-accounts  0\n");
    await ctx.close();
  });

  test("SEC-18 · without the secret nothing runs, and a job that does not exist is named as such", async () => {
    const bearer = (secret: string) => ({ headers: { Authorization: `Bearer ${secret}` } });
    const before = await databaseContent(portal.databaseUrl);
    for (const method of ["GET", "POST"]) {
      for (const wrong of [{}, bearer("wrong"), bearer("")]) {
        expect((await ask(portal, "/api/upkeep", { method, ...wrong })).status).toBe(401);
        expect((await ask(portal, "/api/upkeep?simulation=1", { method, ...wrong })).status).toBe(401);
      }
    }
    const unknown = await ask(portal, "/api/upkeep?tache=tea", { method: "POST", ...bearer(portal.cronSecret ?? "") });
    expect(unknown.status).toBe(400);
    expect(unknown.body).toContain("old-accounts");
    expect(await databaseContent(portal.databaseUrl)).toEqual(before);
  });
});
