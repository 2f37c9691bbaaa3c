import type { Locator, Page } from "@playwright/test";
import type { Client } from "pg";
import type { Account } from "@/lib/testing/people";
import { untilScriptsAnswerFor } from "./scripts";
import { expect } from "./test";

/** Opens a page under a clock that can be moved, and waits for its scripts: a watch that has not begun sees no time pass. */
export async function openUnderClock(page: Page, path: string): Promise<void> {
  await page.clock.install();
  await page.goto(path);
  await untilScriptsAnswerFor(page.locator('dialog[role="alertdialog"]'));
}

/** Lets the page's half hour pass, once more if its scripts had not begun to count. */
export async function untilShown(page: Page, what: Locator): Promise<void> {
  await expect(async () => {
    await page.clock.fastForward("27:10");
    await expect(what).toBeVisible({ timeout: 5_000 });
  }).toPass();
}

/** Lets time pass for the sessions of a person: the browser's clock is not the server's. */
export async function lastUsed(database: Client, account: Account, ago: string): Promise<void> {
  await database.query("update sessions set last_used_at = now() - $2::interval where account_id = $1", [
    account.id,
    ago,
  ]);
}
