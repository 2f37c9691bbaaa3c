import { readFile } from "node:fs/promises";
import { PDFDocument } from "@cantoo/pdf-lib";
import { displayIdentifier } from "@/lib/structure/identifier";
import { aMemberOf, anAccount, PASSWORD, type Structure } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { ask } from "./support/ask";
import { expectForEveryone } from "./support/expect-for-everyone";
import { behind, sessionCookieFor, signInByCookie } from "./support/people";
import { aUserOf, becomesModal, fact, loginOf, shownPassword, signedInManager } from "./support/technical-user";
import { expect, test } from "./support/test";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("R-1002 to R-1006, SEC-81 · a manager creates a technical user, sees its password once, exports it", async ({
      page,
      portal,
      context,
    }) => {
      test.slow();
      const { structure, manager } = await signedInManager(portal, context);
      await page.goto(routes.members(structure.id));
      await page.getByRole("link", { name: "Créer un utilisateur technique" }).click();
      const login = loginOf(structure);
      const main = page.getByRole("main");

      await test.step("S-15: the login and the contact address, and the password once more", async () => {
        await expect(page.getByRole("heading", { name: "Saisie utilisateur technique" })).toBeVisible();
        await expect(page.getByRole("heading", { name: "Informations générales" })).toBeVisible();
        await expect(fact(page, "Adresse électronique de connexion *")).toHaveText(login);
        await expect(fact(page, "Adresse électronique de contact")).toHaveText(manager.contactEmail);
        await expect(page.getByRole("link", { name: "Annuler" })).toBeVisible();
        await page.getByRole("button", { name: "Créer l'utilisateur technique" }).click();
        await expect(main.getByRole("alert")).toContainText("Ce champ est obligatoire.");
        await page.getByLabel("Votre mot de passe").fill("wrong");
        await page.getByRole("button", { name: "Créer l'utilisateur technique" }).click();
        await expect(main.getByRole("alert")).toContainText("Le mot de passe saisi est incorrect.");
        await page.getByLabel("Votre mot de passe").fill(PASSWORD);
        await page.getByRole("button", { name: "Créer l'utilisateur technique" }).click();
      });

      const password = await test.step("S-16, in the words of R-1005", async () => {
        await expect(main).toContainText(
          `Vous venez de créer avec succès le compte utilisateur technique ${login} pour la structure ${named(structure)}.`,
        );
        await expect(main).toContainText("Ce compte a été créé avec le mot de passe :");
        await expect(main).toContainText("Le mot de passe ne sera plus affiché en dehors de cet écran.");
        await expect(main).toContainText(
          `Vous allez recevoir un mail d'information de cette action à l'adresse ${manager.contactEmail}.`,
        );
        await expect(main).toContainText(SAVE);
        const back = page.getByRole("link", { name: "Retour sur la fiche structure", exact: true });
        await expect(back).toHaveAttribute("href", routes.structure(structure.id));
        return shownPassword(page);
      });
      expect(password).toMatch(/^[!-~]{20}$/);

      await test.step("R-1006: the export is a PDF that is saved; the page stays", async () => {
        const download = page.waitForEvent("download");
        await page.getByRole("button", { name: "Exporter les informations de connexion" }).click();
        const saved = await download;
        expect(saved.suggestedFilename()).toMatch(/^utilisateur-technique-.*\.pdf$/);
        const pdf = await PDFDocument.load(await readFile(await saved.path()), { updateMetadata: false });
        expect(pdf.getTitle()).toBe("Informations de connexion de l'utilisateur technique");
        await expect(main).toContainText(password);
      });

      await test.step("SEC-81: a second view, the way back: nothing", async () => {
        await page.reload();
        await expect(main).toContainText("Le mot de passe n'est plus affiché.");
        await expect(main).not.toContainText(password);
        await page.getByRole("link", { name: "Revenir à l'utilisateur technique" }).click();
        await expect(main).toContainText("Actif");
        await expect(main).not.toContainText(password);
        await page.goBack();
        await expect(main).toContainText("Le mot de passe n'est plus affiché.");
      });

      await test.step("R-830: the people's page names it", async () => {
        await page.goto(routes.members(structure.id));
        await expect(main).toContainText(`Utilisateur technique : ${login} (Actif)`);
        await expect(main).toContainText(/Expiration du mot de passe de l'utilisateur technique\s: [\d/]{10} [\d:]{8}/);
        await expect(
          page.getByRole("link", { name: "Réinitialiser le mot de passe (utilisateur technique)" }),
        ).toBeVisible();
      });
    });

    test("R-1005, R-1007, SEC-80 · he resets the password and keeps the old one for a while", async ({
      page,
      portal,
      context,
    }) => {
      test.slow();
      const { structure } = await signedInManager(portal, context);
      const { login } = await aUserOf(portal, structure);
      await page.goto(routes.technicalAccount(structure.id));
      await page.getByRole("link", { name: "Réinitialiser le mot de passe (utilisateur technique)" }).click();
      const question = page.getByRole("dialog", { name: "Confirmation de réinitialisation du mot de passe" });
      if (scripts) await becomesModal(question);
      await expect(question).toContainText(
        "Vous avez demandé la réinitialisation du mot de passe de l'utilisateur technique. Suite à la réinitialisation, l'ancien mot de passe ne pourra pas être utilisé pour faire appel aux services du portail. Vous devez modifier vos appels de services afin d'indiquer le nouveau mot de passe.",
      );
      await expect(question).toContainText("L'ancien mot de passe n'a jamais été utilisé.");

      await test.step("a day that is too far is refused", async () => {
        await question.getByLabel("Il reste accepté jusqu'à une date").check();
        await question.getByLabel("Dernier jour de l'ancien mot de passe").fill(inDays(32));
        await question.getByLabel("Votre mot de passe").fill(PASSWORD);
        await question.getByRole("button", { name: "Confirmer" }).click();
        await expect(question.getByRole("alert")).toContainText("30 jours au plus");
      });

      await test.step("a day within the thirty is kept, and both passwords stand on the page", async () => {
        await question.getByLabel("Dernier jour de l'ancien mot de passe").fill(inDays(5));
        await question.getByLabel("Votre mot de passe").fill(PASSWORD);
        await question.getByRole("button", { name: "Confirmer" }).click();
        const main = page.getByRole("main");
        await expect(main).toContainText(
          `Vous venez de réinitialiser avec succès le mot de passe du compte utilisateur technique ${login} pour la structure ${named(structure)}.`,
        );
        await expect(main).toContainText("Ce compte a été réinitialisé avec le mot de passe :");
        await expect(main).toContainText(
          "N'OUBLIEZ PAS DE MODIFIER VOS APPELS DE SERVICES AFIN D'INDIQUER LE NOUVEAU MOT DE PASSE.",
        );
        await expect(main).toContainText("L'ancien mot de passe reste accepté jusqu'au");
        await expect(main).toContainText(SAVE);
        await page.goto(routes.technicalAccount(structure.id));
        await expect(page.getByRole("heading", { name: "Mots de passe en service" })).toBeVisible();
      });
    });

    test("R-1009 · he limits it to reading, then deletes it after a question that says what stops", async ({
      page,
      portal,
      context,
    }) => {
      test.slow();
      const { structure } = await signedInManager(portal, context);
      const { login } = await aUserOf(portal, structure);
      await page.goto(routes.technicalAccount(structure.id));
      await page.getByRole("link", { name: "Modifier ses limites" }).click();
      const limits = page.getByRole("dialog", { name: "Modifier les limites de l'utilisateur technique" });
      if (scripts) await becomesModal(limits);
      await limits.getByLabel("Consulter seulement").check();
      await limits.getByLabel("Votre mot de passe").fill(PASSWORD);
      await limits.getByRole("button", { name: "Enregistrer les limites" }).click();
      await expect(page.getByRole("status")).toContainText("Les limites de l'utilisateur technique ont été modifiées.");
      await expect(page.getByRole("main")).toContainText("Consultation seulement");

      await page.getByRole("link", { name: "Supprimer l'utilisateur technique" }).click();
      const deletion = page.getByRole("dialog", { name: "Supprimer l'utilisateur technique" });
      await expect(deletion).toContainText(login);
      await expect(deletion).toContainText("Ses mots de passe et ses jetons sont refusés dès maintenant.");
      // SEC-45: the password was given a moment ago.
      await deletion.getByRole("button", { name: "Supprimer l'utilisateur technique" }).click();
      await expect(page.getByRole("status")).toContainText("L'utilisateur technique a été supprimé.");
      await expect(page.getByRole("link", { name: "Créer un utilisateur technique" })).toBeVisible();
    });
  });
}

test("R-830, R-1107 · a user sees that there is one, and cannot act on it", async ({ page, portal, context }) => {
  const { structure } = await signedInManager(portal, context);
  const { login } = await aUserOf(portal, structure);
  const ctx = behind(portal);
  const member = await anAccount(ctx, { email: `member.${ctx.id()}@example.org` });
  await aMemberOf(ctx, structure, { account: member });
  await ctx.close();
  await context.clearCookies();
  await signInByCookie(context, portal, member);
  await page.goto(routes.members(structure.id));
  await expect(page.getByRole("main")).toContainText(`Utilisateur technique : ${login} (Actif)`);
  await expect(page.getByRole("link", { name: /utilisateur technique\)/ })).toHaveCount(0);
  await page.goto(routes.technicalAccount(structure.id));
  await expect(page.getByRole("main")).toContainText("Seul le gestionnaire principal peut");
  const { name, value } = await sessionCookieFor(portal, member);
  for (const path of [
    routes.newTechnicalAccount(structure.id),
    routes.renewTechnicalSecret(structure.id),
    routes.technicalSecret(structure.id),
  ]) {
    expect((await ask(portal, path, { headers: { Cookie: `${name}=${value}` } })).status, path).toBe(404);
  }
});

test("A11Y-34, A11Y-01, A11Y-17, A11Y-19 · the screens of the technical user are for everyone", async ({
  page,
  portal,
  context,
}) => {
  test.slow();
  const { structure } = await signedInManager(portal, context);
  const name = structure.legalName;
  await page.goto(routes.technicalAccount(structure.id));
  await expectForEveryone(page, `Utilisateur technique - ${name}`);
  await page.goto(routes.newTechnicalAccount(structure.id));
  await expectForEveryone(page, `Saisie utilisateur technique - ${name}`);
  await page.getByLabel("Votre mot de passe").fill(PASSWORD);
  await page.getByRole("button", { name: "Créer l'utilisateur technique" }).click();
  await shownPassword(page);
  await expectForEveryone(page, `Récapitulatif de création du compte utilisateur technique - ${name}`);
  await page.reload();
  await expectForEveryone(page, `Mot de passe de l'utilisateur technique - ${name}`);
  await page.goto(routes.technicalAccount(structure.id));
  await expectForEveryone(page, `Utilisateur technique - ${name}`);
  await page.goto(routes.renewTechnicalSecret(structure.id));
  await expectForEveryone(page, `Confirmation de réinitialisation du mot de passe - ${name}`);
  for (const action of ["limiter", "supprimer"]) {
    await page.goto(`${routes.technicalAccount(structure.id)}?action=${action}`);
    await expectForEveryone(page, `Utilisateur technique - ${name}`);
  }
});

const SAVE =
  "Vous pouvez sauvegarder les informations de connexion de l'utilisateur technique en cliquant sur le bouton ci-dessous.";

/** A structure as R-1005 names it. */
function named({ identifierType, identifier, legalName }: Structure): string {
  return `${displayIdentifier(identifierType, identifier)} ${legalName}`;
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
