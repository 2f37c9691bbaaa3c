import { PASSWORD } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { pressOn, tabTo } from "./support/keyboard";
import { anAccountAt } from "./support/known-structures";
import { signInByCookie } from "./support/people";
import { sentencesIn } from "./support/sentences";
import { signIn } from "./support/sign-in";
import { expect, test } from "./support/test";

const NEXT = "girafe-jaune 77";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("R-603, N-08, SEC-24 · a new password: the other browser is out, this one goes on, the owner is told", async ({
      page,
      browser,
      portal,
      context,
      person,
      mailbox,
    }) => {
      test.slow();
      const account = await anAccountAt(portal, { email: person.email });
      await signInByCookie(context, portal, account);
      const elsewhere = await browser.newContext({ baseURL: portal.url });
      await signInByCookie(elsewhere, portal, account);
      await page.goto(routes.security());
      await page.getByRole("link", { name: "Modifier le mot de passe" }).click();

      const change = async (current: string, next: string, confirmation = next) => {
        await page.getByLabel("Mot de passe actuel").fill(current);
        await page.getByLabel("Nouveau mot de passe").fill(next);
        await page.locator("#form-confirmation").fill(confirmation);
        await page.getByRole("button", { name: "Valider" }).click();
      };
      const summary = page.getByRole("main").getByRole("alert");
      await change(PASSWORD, NEXT, `${NEXT}x`);
      await expect(summary).toContainText("Le mot de passe et sa confirmation ne sont pas identiques.");
      await change("wrong", NEXT);
      await expect(summary).toContainText("Le mot de passe saisi est incorrect.");
      await change(PASSWORD, PASSWORD);
      await expect(summary).toContainText("différent de votre mot de passe actuel");
      await change(PASSWORD, NEXT);
      await expect(page).toHaveURL(/\/mon-compte\/securite\?fait=mot-de-passe$/);
      await expect(page.getByRole("status")).toContainText("Votre mot de passe a été modifié.");

      const other = await elsewhere.newPage();
      await other.goto(routes.myAccount());
      await expect(other).toHaveURL(/\/connexion\?motif=session-expiree/);
      await signIn(other, { email: person.email, password: NEXT });
      await expect(other).toHaveURL(/\/mon-compte$/);
      await elsewhere.close();
      const { title } = sentencesIn("fr", "mails").passwordChanged;
      await mailbox.waitFor(person.email, new RegExp(title));
      await page.goto(routes.myAccount());
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mon compte");
    });
  });
}

test("SEC-45, SEC-51, M-60 · an unattended screen: five wrong passwords close the way, and the right one comes too late", async ({
  page,
  portal,
  context,
  person,
}) => {
  test.slow();
  await signInByCookie(context, portal, await anAccountAt(portal, { email: person.email }));
  await page.goto(routes.changePassword());
  const summary = page.getByRole("main").getByRole("alert");
  const change = async (current: string) => {
    await page.getByLabel("Mot de passe actuel").fill(current);
    await page.getByLabel("Nouveau mot de passe").fill(NEXT);
    await page.locator("#form-confirmation").fill(NEXT);
    await page.getByRole("button", { name: "Valider" }).click();
    await expect(page.getByLabel("Mot de passe actuel")).toHaveValue("");
  };
  for (let index = 1; index <= 5; index++) {
    await change(`guess number ${index}`);
    await expect(summary).toContainText("Le mot de passe saisi est incorrect.");
  }
  await change(PASSWORD);
  await expect(summary).toContainText("Trop de tentatives.");
});

test("A11Y-14 · by keyboard alone a person changes his password", async ({ page, portal, context, person }) => {
  test.slow();
  await signInByCookie(context, portal, await anAccountAt(portal, { email: person.email }));
  await page.goto(routes.security());
  await pressOn(page, page.getByRole("link", { name: "Modifier le mot de passe" }));
  await page.waitForURL("**/mon-compte/mot-de-passe");
  await tabTo(page, page.getByLabel("Mot de passe actuel"));
  await page.keyboard.type("wrong");
  await tabTo(page, page.getByLabel("Nouveau mot de passe"));
  await page.keyboard.type(NEXT);
  await tabTo(page, page.locator("#form-confirmation"));
  await page.keyboard.type(NEXT);
  await page.keyboard.press("Enter");
  const summary = page.getByRole("main").getByRole("alert");
  await expect(summary).toBeFocused();
  // The summary leads to the field.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Mot de passe actuel")).toBeFocused();
  await page.keyboard.type(PASSWORD);
  await tabTo(page, page.getByLabel("Nouveau mot de passe"));
  await page.keyboard.type(NEXT);
  await tabTo(page, page.locator("#form-confirmation"));
  await page.keyboard.type(NEXT);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toContainText("Votre mot de passe a été modifié.");
});
