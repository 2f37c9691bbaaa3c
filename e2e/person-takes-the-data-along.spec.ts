import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { consents } from "@/drizzle/schema/account";
import { type Account, PASSWORD } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { ask } from "./support/ask";
import { expectForEveryone } from "./support/expect-for-everyone";
import { multipart } from "./support/forms";
import { aHouse } from "./support/house";
import { anAccountAt } from "./support/known-structures";
import { behind, sessionCookieFor, signInByCookie } from "./support/people";
import type { Portal } from "./support/portals";
import { sentencesIn } from "./support/sentences";
import { signIn } from "./support/sign-in";
import { expect, test } from "./support/test";

const words = sentencesIn("fr", "departure").data;
const downloadButton = (page: Page) => page.getByRole("button", { name: words.export.submit });

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("R-1204, SEC-99 · a person takes along what is his, with the password, and nobody else's", async ({
      page,
      context,
      portal,
    }) => {
      test.slow();
      const house = await aHouse(portal);
      await signInByCookie(context, portal, house.member);
      await page.goto(routes.ownData());
      if (scripts) await expectForEveryone(page, "Mes données");

      await page.locator("#export-password").fill("pas le bon 1");
      await downloadButton(page).click();
      await page.waitForURL(/refus=mot-de-passe/);
      const refusal = page.getByRole("main").getByRole("alert");
      await expect(refusal).toContainText("Le mot de passe saisi est incorrect.");
      if (scripts) await expectForEveryone(page, "Erreur : Mes données");

      await page.locator("#export-password").fill(PASSWORD);
      const waiting = page.waitForEvent("download");
      await downloadButton(page).click();
      const download = await waiting;
      expect(download.suggestedFilename()).toMatch(/^mes-donnees-\d{4}-\d{2}-\d{2}\.json$/);
      const text = await readFile(await download.path(), "utf8");
      const { notice, exportedAt, data } = JSON.parse(text);
      expect(notice).toContain("Attache");
      expect(Date.parse(exportedAt)).not.toBeNaN();
      expect(data.account).toMatchObject([{ email: house.member.email, givenName: "Lucas" }]);
      expect(data.attachments).toMatchObject([{ structureId: house.ids.structure, role: "member" }]);
      expect(data.structures).toMatchObject([{ name: "Tonnellerie Kerguelen" }]);
      for (const { id, email, givenName } of [house.primaryManager, house.secondaryManager, house.requester]) {
        expect(text).not.toContain(id);
        expect(text).not.toContain(email);
        expect(text).not.toContain(givenName);
      }
      expect(text).not.toContain("argon2");

      await test.step("SEC-45 · within ten minutes the password is not asked again", async () => {
        await page.goto(routes.ownData());
        await expect(page.locator("#export-password")).toHaveCount(0);
        const again = page.waitForEvent("download");
        await downloadButton(page).click();
        expect((await again).suggestedFilename()).toMatch(/\.json$/);
      });
    });

    test("R-1204 · a person asks to be forgotten, and changes his mind in time", async ({
      page,
      context,
      portal,
      person,
      mailbox,
      database,
    }) => {
      test.slow();
      const account = await anAccountAt(portal, { email: person.email, contactEmail: `office.${person.email}` });
      await signInByCookie(context, portal, account);
      await page.goto(routes.ownData());
      await page.getByRole("link", { name: words.erasure.ask }).click();
      const question = page.getByRole("dialog", { name: words.erasure.question });
      await expect(question).toContainText("seront effacés définitivement");
      if (scripts) await expectForEveryone(page, "Mes données");
      if (scripts) {
        await test.step("A11Y-25, A11Y-22 · on a phone the question starts at its title, with what follows from it", async () => {
          await page.setViewportSize({ width: 375, height: 667 });
          await page.reload();
          await expect(question.locator("h2:focus")).toHaveText(words.erasure.question);
          await expect(question).toHaveAccessibleDescription(/seront effacés définitivement/);
          expect(await question.evaluate((dialog) => dialog.scrollTop)).toBe(0);
          await page.setViewportSize({ width: 1280, height: 900 });
        });
        await page.keyboard.press("Escape");
        await expect(question).toHaveCount(0);
        await page.getByRole("link", { name: words.erasure.ask }).click();
      }
      await question.getByRole("button", { name: words.erasure.submit }).click();
      await expect(question.getByRole("alert")).toContainText("Ce champ est obligatoire.");
      await question.locator("#form-password").fill(PASSWORD);
      await question.getByRole("button", { name: words.erasure.submit }).click();
      await page.waitForURL("**/compte-desactive?fait=suppression");
      await expect(page.getByText("réactiver votre compte annule cette demande")).toBeVisible();
      if (scripts) await expectForEveryone(page, "Compte désactivé");
      await mailbox.waitFor(account.email, /Votre compte sera effacé le/);
      expect(await stateOf(account)).toEqual({ status: "deactivated", planned: true });

      await page.goto("/connexion");
      await signIn(page, { email: account.email, password: PASSWORD });
      await page.waitForURL("**/compte-desactive");
      await page.getByRole("button", { name: "Demander la réactivation" }).click();
      await page.waitForURL("**/compte-desactive/demande");
      const { links } = await mailbox.waitFor(account.contactEmail, /Réactivez votre compte/);
      await page.goto(links.find((href) => href.includes("/reactivation/")) ?? "");
      await expect(page.getByText("La suppression de vos données, prévue le")).toBeVisible();
      await page.getByRole("button", { name: "Réactiver mon compte" }).click();
      await page.waitForURL("**/reactivation/faite");
      expect(await stateOf(account)).toEqual({ status: "active", planned: false });

      async function stateOf({ id }: Account) {
        const { rows } = await database.query(
          "select status, erase_on is not null as planned from accounts where id = $1",
          [id],
        );
        return rows[0];
      }
    });
  });
}

test("R-1204 · what one agreed to, today and before, and where to take it back; in English as well", async ({
  page,
  context,
  portal,
  person,
}) => {
  const account = await anAccountAt(portal, { email: person.email });
  await agreed(portal, account, [
    ["terms", true, "2026-01-02T09:00:00Z"],
    ["survey", true, "2026-01-02T09:00:00Z"],
    ["survey", false, "2026-02-03T09:00:00Z"],
  ]);
  await signInByCookie(context, portal, account);
  await page.goto(routes.ownData());
  await expect(page.getByText("Enquêtes de satisfaction : retiré le 03/02/2026 10:00:00")).toBeVisible();
  await expect(page.getByText("Conditions générales d'utilisation : accepté le 02/01/2026 10:00:00")).toBeVisible();
  const history = page.getByRole("table", { name: "Historique de mes consentements" });
  await expect(history.getByRole("row")).toHaveCount(4);
  await expect(history.getByRole("row").nth(1)).toContainText("Retiré");
  await expect(page.getByRole("link", { name: words.consents.change })).toHaveAttribute("href", routes.ownDetails());
  await expect(page.getByRole("main").getByRole("link", { name: words.privacy })).toHaveAttribute(
    "href",
    routes.privacy(),
  );
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My data");
  await expect(page.getByText("Satisfaction surveys: withdrawn on 03/02/2026 10:00:00")).toBeVisible();
});

test("M-52, R-503 · the main manager of others cannot be forgotten before he hands over", async ({
  page,
  context,
  portal,
}) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.primaryManager);
  await page.goto(`${routes.ownData()}?action=supprimer`);
  const question = page.getByRole("dialog", { name: words.erasure.question });
  await expect(question).toContainText("Transférez ce rôle avant de poursuivre.");
  await expect(question.getByRole("link", { name: /^Transférer le rôle pour/ })).toBeVisible();
  await expect(question.getByRole("button", { name: words.erasure.submit })).toHaveCount(0);
  await expectForEveryone(page, "Mes données");
});

test("SEC-99, SEC-06, SEC-11 · the export answers its owner alone, from the portal's own pages, and is kept by nobody", async ({
  portal,
  person,
}) => {
  const account = await anAccountAt(portal, { email: person.email });
  const { name, value } = await sessionCookieFor(portal, account);
  const send = async (headers: Record<string, string>, password = PASSWORD) => {
    const { body, contentType } = await multipart([["password", password]]);
    const sent = { Origin: portal.url, "Content-Type": contentType, Cookie: `${name}=${value}`, ...headers };
    return ask(portal, routes.exportOwnData(), { method: "POST", headers: sent, body });
  };
  const stranger = await send({ Cookie: "" });
  expect([stranger.status, stranger.headers.location]).toEqual([303, expect.stringContaining("/connexion")]);
  for (const Origin of ["https://evil.example", "null"]) expect((await send({ Origin })).status).toBe(403);
  expect((await ask(portal, routes.exportOwnData(), { headers: { Cookie: `${name}=${value}` } })).status).toBe(405);
  expect((await send({ "Content-Type": "text/plain" })).status).toBe(400);
  const wrong = await send({}, "not the right one 1");
  expect([wrong.status, wrong.headers.location]).toEqual([303, "/mon-compte/donnees?refus=mot-de-passe#emporter"]);

  const answer = await send({});
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "content-disposition": expect.stringMatching(/^attachment; filename="mes-donnees-/),
  });
  expect(JSON.parse(answer.body).data.account).toMatchObject([{ id: account.id }]);
});

async function agreed(
  portal: Portal,
  { id: accountId }: Account,
  changes: ["terms" | "survey", boolean, string][],
): Promise<void> {
  const ctx = behind(portal);
  await ctx.db.insert(consents).values(
    changes.map(([subject, given, at]) => ({
      id: ctx.id(),
      accountId,
      subject,
      version: subject === "terms" ? "2026-11" : null,
      given,
      changedAt: new Date(at),
    })),
  );
  await ctx.close();
}
