import type { Page, Request } from "@playwright/test";
import { PASSWORD, SECRET_ANSWER } from "@/lib/testing/people";
import { expectForEveryone } from "./support/expect-for-everyone";
import { anAccountAt } from "./support/known-structures";
import { signInByCookie } from "./support/people";
import { chooseNewPassword, expectDeadLink, resetLink } from "./support/reset-password";
import { signIn } from "./support/sign-in";
import { expect, type Person, test } from "./support/test";

test.describe("where the check against robots is off", () => {
  test.use({ portalKind: "open" });

  test("SEC-26, SEC-27 · scanners that follow the link first change nothing, and its secret stays nowhere", async ({
    page,
    portal,
    request,
    context,
    person,
    mailbox,
  }) => {
    test.slow();
    await anAccountAt(portal, { email: person.email });
    await askAndAnswer(page, person);
    const link = await resetLink(mailbox, person);
    const secret = new URL(link).pathname.split("/").at(-1) ?? "";
    for (let times = 1; times <= 5; times++) expect((await request.get(link)).ok()).toBe(true);
    await request.head(link);

    const asked: Request[] = [];
    context.on("request", (made) => asked.push(made));
    const answer = await page.goto(link);
    expect((await answer?.allHeaders())?.["cache-control"]).toContain("no-store");
    await expect(page).toHaveURL(/\/nouveau-mot-de-passe$/);
    expect(await page.content()).not.toContain(secret);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    await chooseNewPassword(page, person.password);
    await page.waitForURL("**/connexion?motif=mot-de-passe-modifie");
    expect(asked.filter((made) => made.url().includes(secret))).toHaveLength(1);
    for (const made of asked) expect((await made.allHeaders()).referer ?? "").not.toContain(secret);
  });

  test("R-430, M-44 · an hour after the mail, and after a newer request, the link is dead", async ({
    page,
    portal,
    person,
    mailbox,
    database,
  }) => {
    test.slow();
    const { id } = await anAccountAt(portal, { email: person.email });
    await askAndAnswer(page, person);
    const first = await resetLink(mailbox, person);
    await database.query("update single_use_links set expires_at = now() - interval '1 second' where subject_id = $1", [
      id,
    ]);
    await page.goto(first);
    await expectDeadLink(page);
    await askAndAnswer(page, person);
    await expect(async () => {
      expect(await resetLink(mailbox, person)).not.toBe(first);
    }).toPass({ timeout: 40_000 });
    await page.goto(first);
    await expectDeadLink(page);
    await page.goto(await resetLink(mailbox, person));
    await expect(page).toHaveURL(/\/nouveau-mot-de-passe$/);
  });

  test("M-44 · an unknown link, and S-07 without any, lead to the page that says how to ask again", {
    tag: "@no-js",
  }, async ({ page }) => {
    for (const secret of ["x", "A".repeat(43), "%3Cscript%3E"]) {
      await page.goto(`/nouveau-mot-de-passe/${secret}`);
      await expectDeadLink(page);
    }
    await page.goto("/nouveau-mot-de-passe");
    await expectDeadLink(page);
  });

  test("SEC-24, R-431 · the reset closes a session that is open elsewhere", async ({
    page,
    browser,
    portal,
    person,
    mailbox,
  }) => {
    test.slow();
    await anAccountAt(portal, { email: person.email });
    const elsewhere = await browser.newContext({ baseURL: portal.url });
    const other = await elsewhere.newPage();
    await other.goto("/connexion");
    await signIn(other, { email: person.email, password: PASSWORD });
    await other.waitForURL("**/accueil");
    await askAndAnswer(page, person);
    await page.goto(await resetLink(mailbox, person));
    await chooseNewPassword(page, person.password);
    await page.waitForURL("**/connexion?motif=mot-de-passe-modifie");
    await other.goto("/mon-compte");
    await expect(other).toHaveURL(/\/connexion\?motif=session-expiree/);
    await elsewhere.close();
  });

  test("R-431, M-43 · where somebody else is signed in, one reads that it worked, who it is, and signs out", async ({
    page,
    context,
    portal,
    person,
    mailbox,
  }) => {
    test.slow();
    await anAccountAt(portal, { email: person.email });
    const other = await anAccountAt(portal, { email: `autre.${person.email}` });
    await askAndAnswer(page, person);
    await signInByCookie(context, portal, other);
    await page.goto(await resetLink(mailbox, person));
    await chooseNewPassword(page, person.password);
    await page.waitForURL("**/connexion?motif=mot-de-passe-modifie");
    await expect(page.getByText("Votre mot de passe a été modifié. Vous pouvez vous connecter.")).toBeVisible();
    await expect(page.getByRole("main")).toContainText(other.email);
    await expectForEveryone(page, "Connexion");
    await page.getByRole("button", { name: "Se déconnecter" }).click();
    await page.waitForURL("**/connexion?motif=deconnexion");
    await signIn(page, person);
    await page.waitForURL("**/accueil");
  });
});

/** Steps 1 and 2 where the check against robots is off. */
async function askAndAnswer(page: Page, person: Person): Promise<void> {
  await page.goto("/mot-de-passe-oublie");
  await page.getByLabel("Adresse électronique de connexion").fill(person.email);
  await page.getByRole("button", { name: "Valider" }).click();
  await page.waitForURL("**/mot-de-passe-oublie/question");
  await page.getByRole("textbox", { name: "Réponse" }).fill(SECRET_ANSWER);
  await page.getByRole("button", { name: "Valider" }).click();
  await page.waitForURL("**/mot-de-passe-oublie/envoye");
}
