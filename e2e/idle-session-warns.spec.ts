import type { Page } from "@playwright/test";
import type { Client } from "pg";
import type { Account } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { ask } from "./support/ask";
import { expectAccessible } from "./support/expect-accessible";
import { lastUsed, openUnderClock, untilShown } from "./support/idle-session";
import { aManagedStructure } from "./support/known-structures";
import { signInByCookie } from "./support/people";
import { expect, test } from "./support/test";

test("A11Y-24, A11Y-22 · at 28 minutes an alert dialog says how long is left, and one key extends the session", async ({
  page,
  portal,
  context,
  database,
}) => {
  const { manager } = await aManagedStructure(portal, {}, { language: "fr" });
  await signInByCookie(context, portal, manager);
  await openUnderClock(page, "/mon-compte");
  const focused = page.getByRole("main").getByRole("link").first();
  await focused.focus();
  const asked = countRequests(page);

  await test.step("before 27 minutes nothing is asked", async () => {
    await page.clock.fastForward("26:30");
    expect(asked()).toEqual([]);
    await expect(warning(page)).toHaveCount(0);
  });

  await test.step("the warning: a name, a description, the focus on its one button", async () => {
    await lastUsed(database, manager, "28 minutes 1 second");
    await page.clock.fastForward("00:40");
    await expect(warning(page)).toBeVisible();
    await expect(warning(page)).toHaveAccessibleName("Votre session va bientôt expirer");
    await expect(warning(page)).toHaveAccessibleDescription(/Sans action de votre part.*Il reste moins de 2 minutes\./);
    await expect(warning(page).getByRole("button")).toHaveText(["Rester connecté"]);
    await expect(warning(page).getByRole("button")).toBeFocused();
    await expectAccessible(page);
  });

  await test.step("the words change now and then, the clock each second; asking does not extend", async () => {
    await expect(warning(page)).toContainText(/1:5\d/);
    await page.clock.fastForward("00:05");
    await expect(warning(page)).toContainText("Il reste moins de 2 minutes.");
    expect(new Set(asked())).toEqual(new Set(["GET /session/echeance"]));
    expect(await idleSeconds(database, manager)).toBeGreaterThan(28 * 60);
  });

  await test.step("one key", async () => {
    await page.keyboard.press("Enter");
    await expect(warning(page)).toHaveCount(0);
    await expect(page.getByRole("status").filter({ hasText: "Votre session est prolongée." })).toHaveCount(1);
    expect(asked()).toContain("POST /session/prolonger");
    expect(await idleSeconds(database, manager)).toBeLessThan(60);
    await expect(focused).toBeFocused();
  });

  await test.step("the next warning comes 28 minutes later, and Escape extends as well", async () => {
    await page.clock.fastForward("27:30");
    await expect(warning(page)).toHaveCount(0);
    await lastUsed(database, manager, "28 minutes 1 second");
    await page.clock.fastForward("00:40");
    await expect(warning(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(warning(page)).toHaveCount(0);
    expect(await idleSeconds(database, manager)).toBeLessThan(60);
  });
});

test("A11Y-24 · another tab that is in use keeps this one quiet, and takes a warning away", async ({
  page,
  portal,
  context,
  database,
}) => {
  const { manager } = await aManagedStructure(portal);
  await signInByCookie(context, portal, manager);
  await openUnderClock(page, "/accueil");
  await page.clock.fastForward("28:00");
  // The server saw the other tab a moment ago: nothing to say.
  await expect.poll(() => idleSeconds(database, manager)).toBeLessThan(120);
  await expect(warning(page)).toHaveCount(0);

  await lastUsed(database, manager, "28 minutes 30 seconds");
  await page.clock.fastForward("28:10");
  await expect(warning(page)).toBeVisible();
  await lastUsed(database, manager, "1 second");
  await page.clock.fastForward("00:16");
  await expect(warning(page)).toHaveCount(0);
});

test("A11Y-13, A11Y-24 · while the time runs out few words are said; without a network a key says that it failed", async ({
  page,
  portal,
  context,
  database,
  complaints,
}) => {
  complaints.expectComplaint(/net::ERR_FAILED/);
  const { manager } = await aManagedStructure(portal);
  await signInByCookie(context, portal, manager);
  await openUnderClock(page, "/accueil");
  await lastUsed(database, manager, "28 minutes 2 seconds");
  await untilShown(page, warning(page));
  await page.route("**/session/*", (route) => route.abort());
  await warning(page).evaluate((dialog) => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const region = dialog.querySelector("[aria-live]");
    const options = { childList: true, characterData: true, subtree: true };
    new MutationObserver(() => heard.push(region?.textContent ?? "")).observe(region ?? dialog, options);
  });
  await page.clock.runFor(102_000);
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([
    "Il reste moins d'une minute.",
    "Il reste moins de 30 secondes.",
    "Il reste moins de 20 secondes.",
  ]);

  await page.keyboard.press("Enter");
  await expect(warning(page).getByRole("alert")).toContainText("Votre session n'a pas pu être prolongée.");
  await page.unroute("**/session/*");
  await page.keyboard.press("Enter");
  await expect(warning(page)).toHaveCount(0);
  expect(await idleSeconds(database, manager)).toBeLessThan(60);
});

test("A11Y-24, R-423 · the end of the twelve hours is announced, and cannot be put off", async ({
  page,
  portal,
  context,
  database,
}) => {
  const { manager } = await aManagedStructure(portal);
  await signInByCookie(context, portal, manager);
  await opened(database, manager, "11 hours 55 minutes 10 seconds");
  await openUnderClock(page, "/mon-compte");
  await page.clock.fastForward("00:05");
  await expect(warning(page)).toBeVisible();
  await expect(warning(page)).toHaveAccessibleName("Votre session se termine bientôt");
  await expect(warning(page)).toHaveAccessibleDescription(
    /12 heures au plus et ne peut pas être prolongée.*Il reste moins de 5 minutes\./,
  );
  await page.getByRole("button", { name: "J'ai compris" }).press("Space");
  await expect(warning(page)).toHaveCount(0);
  // It is said once a session, not on each page.
  await openUnderClock(page, "/accueil");
  await page.clock.fastForward("00:05");
  await expect(warning(page)).toHaveCount(0);
});

test("A11Y-24, R-1209 · the warning in English", async ({ page, portal, context, database }) => {
  const { manager } = await aManagedStructure(portal);
  await signInByCookie(context, portal, manager);
  await openUnderClock(page, "/mon-compte");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My account");
  await lastUsed(database, manager, "28 minutes 1 second");
  await untilShown(page, warning(page));
  await expect(warning(page)).toHaveAccessibleName("Your session is about to expire");
  await page.getByRole("button", { name: "Stay signed in" }).press("Space");
  await expect(warning(page)).toHaveCount(0);
});

test("R-423, SEC-06 · only our own pages extend a session, only by POST, and a look at its end is no use of it", async ({
  portal,
  context,
  database,
}) => {
  const { manager } = await aManagedStructure(portal);
  await signInByCookie(context, portal, manager);
  const [cookie] = await context.cookies();
  const Cookie = `${cookie?.name}=${cookie?.value}`;
  await lastUsed(database, manager, "20 minutes");
  const extend = (headers: Record<string, string>, method = "POST") =>
    ask(portal, routes.extendSession(), { method, headers: { Cookie, ...headers } });

  for (const Origin of ["https://evil.example", "null", `${portal.url}.evil.example`]) {
    expect((await extend({ Origin })).status, Origin).toBe(403);
  }
  expect((await extend({})).status).toBe(403);
  expect((await extend({ Origin: portal.url }, "GET")).status).toBe(405);
  const look = await ask(portal, routes.sessionEnd(), { headers: { Cookie } });
  expect(look.headers["cache-control"]).toBe("private, no-store");
  expect(Object.keys(JSON.parse(look.body)).sort()).toEqual(["absoluteSeconds", "idleSeconds"]);
  expect(await idleSeconds(database, manager)).toBeGreaterThan(19 * 60);

  const extended = await extend({ Origin: portal.url });
  expect([extended.status, extended.headers["cache-control"]]).toEqual([200, "private, no-store"]);
  expect(JSON.parse(extended.body).idleSeconds).toBeGreaterThan(30 * 60 - 10);
  expect(extended.headers["set-cookie"]).toBeUndefined();
  expect(await idleSeconds(database, manager)).toBeLessThan(60);

  await lastUsed(database, manager, "30 minutes");
  expect((await extend({ Origin: portal.url })).status).toBe(401);
  expect((await ask(portal, routes.sessionEnd(), { headers: { Cookie } })).status).toBe(401);
  expect((await ask(portal, routes.sessionEnd())).status).toBe(401);
  expect(await idleSeconds(database, manager)).toBeGreaterThan(29 * 60);
});

function warning(page: Page) {
  return page.getByRole("alertdialog");
}

/** What the page asks of the session's two addresses, from now on. */
function countRequests(page: Page): () => string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/session/")) asked.push(`${request.method()} ${pathname}`);
  });
  return () => asked;
}

async function opened(database: Client, account: Account, ago: string): Promise<void> {
  await database.query("update sessions set created_at = now() - $2::interval where account_id = $1", [
    account.id,
    ago,
  ]);
}

async function idleSeconds(database: Client, account: Account): Promise<number> {
  const { rows } = await database.query(
    "select extract(epoch from now() - max(last_used_at))::float as seconds from sessions where account_id = $1",
    [account.id],
  );
  return rows[0]?.seconds;
}
