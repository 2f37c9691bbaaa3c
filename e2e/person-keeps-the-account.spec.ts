import { aPdf } from "@/lib/testing/files";
import { type Account, PASSWORD } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { ask } from "./support/ask";
import { expectForEveryone } from "./support/expect-for-everyone";
import { anAccountAt } from "./support/known-structures";
import { type LonePortal, startLonePortal } from "./support/lone-portal";
import { sessionCookieFor, signInByCookie } from "./support/people";
import type { Portal } from "./support/portals";
import { sentencesIn } from "./support/sentences";
import { humanCheckPassed } from "./support/sign-up-steps";
import { expect, test } from "./support/test";

const M50 = "Vos modifications ont été enregistrées.";
const NEXT = "girafe-jaune 77";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("R-601, M-50 · a person changes name, telephone, address and settings, and reads them again", async ({
      page,
      portal,
      context,
      person,
    }) => {
      test.slow();
      await signInByCookie(context, portal, await anAccountAt(portal, { email: person.email }));
      await page.goto(routes.myAccount());
      await page.getByRole("link", { name: "Modifier mes informations personnelles" }).click();
      await expect(page).toHaveURL(/\/mon-compte\/informations$/);

      await test.step("A11Y-05: a wrong postcode is told, and nothing that was typed is lost", async () => {
        await page.locator("#form-familyName").fill("Lefèvre");
        await page.getByLabel("Téléphone").fill("06 12 34 56 78");
        await page.locator("#form-addressLine1").fill("12 rue des Lilas");
        await page.locator("#form-postcode").fill("3500");
        await page.locator("#form-city").fill("Rennes");
        await page.locator("#form-country").selectOption("FR");
        await page.getByLabel("Chaque semaine").check();
        await page.getByLabel("J'accepte que mon nom").check();
        await page.getByRole("group", { name: "Langue des courriels" }).getByLabel("English").check();
        await page.getByRole("button", { name: "Valider" }).click();
        const summary = page.getByRole("main").getByRole("alert");
        await expect(summary).toContainText("Veuillez saisir un code postal de 5 chiffres");
        await expect(page).toHaveTitle("Erreur : Mes informations personnelles - Attache");
        await expect(page.locator("#form-familyName")).toHaveValue("Lefèvre");
        await expect(page.getByLabel("Chaque semaine")).toBeChecked();
        await expect(page.getByRole("group", { name: "Langue des courriels" }).getByLabel("English")).toBeChecked();
      });

      await test.step("saved, and shown on the overview", async () => {
        await page.locator("#form-postcode").fill("35000");
        await page.getByRole("button", { name: "Valider" }).click();
        await expect(page.getByRole("status").filter({ hasText: M50 })).toHaveText(M50);
        await expect(page.getByLabel("Téléphone")).toHaveValue("612345678");
        await expect(page.getByLabel("Chaque jour")).not.toBeChecked();
        await expect(page.getByLabel("J'accepte que mon nom")).toBeChecked();
        await page.goto(routes.myAccount());
        await expect(page.getByRole("main")).toContainText("12 rue des Lilas, 35000 Rennes, France");
        await expect(page.getByRole("main")).toContainText("+33 612345678");
      });

      await test.step("R-1204: the survey consent is taken back at once", async () => {
        await page.goto(routes.ownDetails());
        await page.getByLabel("J'accepte que mon nom").uncheck();
        await page.getByRole("button", { name: "Valider" }).click();
        await expect(page.getByRole("status").filter({ hasText: M50 })).toBeVisible();
        await expect(page.getByLabel("J'accepte que mon nom")).not.toBeChecked();
      });
    });

    test("M-55 · of two windows the second one overwrites nothing unseen", async ({
      page,
      portal,
      context,
      person,
    }) => {
      await signInByCookie(context, portal, await anAccountAt(portal, { email: person.email }));
      const other = await context.newPage();
      await page.goto(routes.ownDetails());
      await other.goto(routes.ownDetails());
      await other.locator("#form-city").fill("Brest");
      await other.getByRole("button", { name: "Valider" }).click();
      await expect(other.getByRole("status").filter({ hasText: M50 })).toBeVisible();

      await page.locator("#form-city").fill("Rennes");
      await page.getByRole("button", { name: "Valider" }).click();
      await expect(page.getByRole("main").getByRole("alert")).toContainText(
        "Vos informations ont été modifiées entre-temps depuis une autre fenêtre.",
      );
      const row = page.getByRole("row", { name: /Ville/ });
      await expect(row).toContainText("Rennes");
      await expect(row).toContainText("Brest");
      await expect(page.locator("#form-city")).toHaveValue("Rennes");
      await page.getByRole("button", { name: "Valider" }).click();
      await expect(page.getByRole("status").filter({ hasText: M50 })).toBeVisible();
      await expect(page.locator("#form-city")).toHaveValue("Rennes");
    });

    test("R-607, SEC-93, A11Y-28 · a person adds, downloads and removes documents of his own", async ({
      page,
      portal,
      context,
      person,
    }) => {
      test.slow();
      await signInByCookie(context, portal, await anAccountAt(portal, { email: person.email }));
      await page.goto(routes.ownDocuments());
      await expect(page.getByText("Vous n'avez aucune pièce jointe.")).toBeVisible();
      const add = async (name: string, buffer: Buffer) => {
        await page.getByLabel("Fichier").setInputFiles({ name, mimeType: "application/pdf", buffer });
        await page.getByRole("button", { name: "Ajouter la pièce jointe" }).click();
      };
      await page.getByLabel("Type").selectOption("bank-details");
      await page.getByLabel("Désignation").fill("Mon RIB");
      await add("rib.pdf", Buffer.from("<svg/>"));
      await expect(page.getByRole("main").getByRole("alert")).toContainText("Ce fichier n'est ni un PDF");
      await expect(page.getByLabel("Désignation")).toHaveValue("Mon RIB");
      await add("rib.exe.pdf", await aPdf());
      await expect(page.getByRole("status")).toHaveText("La pièce jointe a été ajoutée.");
      await expect(page.getByRole("row", { name: /Coordonnée bancaire.*Mon RIB.*PDF.*rib-exe\.pdf/ })).toBeVisible();

      const link = page.getByRole("link", { name: /^Télécharger rib-exe\.pdf \(PDF, \d+ ko\)$/ });
      const path = (await link.getAttribute("href")) ?? "";
      const download = page.waitForEvent("download");
      await link.click();
      expect((await download).suggestedFilename()).toBe("rib-exe.pdf");

      await test.step("SEC-61: for anybody else it does not exist", async () => {
        const stranger = await cookieOf(portal, await anAccountAt(portal, { email: `other.${person.email}` }));
        expect((await ask(portal, path, { headers: { Cookie: stranger } })).status).toBe(404);
        expect((await ask(portal, path)).headers.location).toContain("/connexion");
      });

      await page.getByRole("link", { name: "Supprimer rib-exe.pdf" }).click();
      const question = page.getByRole("dialog", { name: "Supprimer la pièce jointe rib-exe.pdf" });
      await expect(question).toContainText("Mon RIB");
      await question.getByRole("button", { name: "Supprimer la pièce jointe" }).click();
      await expect(page.getByRole("status")).toHaveText("La pièce jointe a été supprimée.");
      await expect(page.getByText("Vous n'avez aucune pièce jointe.")).toBeVisible();
    });
  });
}

test("SEC-06, SEC-93 · the route of one's own files refuses strangers and other origins", async ({
  portal,
  person,
}) => {
  const cookie = await cookieOf(portal, await anAccountAt(portal, { email: person.email }));
  const form = new FormData();
  form.set("type", "other");
  form.set("label", "Une pièce");
  form.set("file", new File([new Uint8Array(await aPdf())], "piece.pdf", { type: "application/pdf" }));
  const request = new Request("http://localhost/", { method: "POST", body: form });
  const contentType = request.headers.get("content-type") ?? "";
  const body = Buffer.from(await request.arrayBuffer());
  const send = (headers: Record<string, string>) =>
    ask(portal, routes.addOwnDocument(), {
      method: "POST",
      headers: { "Content-Type": contentType, ...headers },
      body,
    });
  expect((await send({ Cookie: cookie })).status).toBe(403);
  expect((await send({ Cookie: cookie, Origin: "https://evil.example" })).status).toBe(403);
  expect((await send({ Origin: portal.url })).headers.location).toMatch(/^\/connexion/);
  expect((await send({ Cookie: cookie, Origin: portal.url })).headers.location).toMatch(/fait=ajout$/);
});

test("R-415, R-416 · a new secret question is the one that is asked when the password is lost", async ({
  page,
  portal,
  context,
  person,
}) => {
  test.slow();
  await signInByCookie(context, portal, await anAccountAt(portal, { email: person.email }));
  await page.goto(routes.security());
  await page.getByRole("link", { name: "Modifier la réponse à la question secrète" }).click();
  const choose = async (answer: string) => {
    await page.getByLabel("Question secrète").selectOption("firstJob");
    await page.getByRole("textbox", { name: "Réponse" }).fill(answer);
    await page.getByLabel("Mot de passe actuel").fill(PASSWORD);
    await page.getByRole("button", { name: "Valider" }).click();
  };
  await choose(person.email);
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "La réponse doit comporter au moins 3 caractères et être différente de la question",
  );
  await expect(page.getByLabel("Question secrète")).toHaveValue("firstJob");
  await expect(page.getByRole("textbox", { name: "Réponse" })).toHaveValue("");
  await choose(person.secretAnswer);
  await expect(page.getByRole("status")).toHaveText("Votre question secrète et sa réponse ont été enregistrées.");

  await context.clearCookies();
  await page.goto(routes.forgottenPassword());
  await humanCheckPassed(page);
  await page.getByLabel("Adresse électronique de connexion").fill(person.email);
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByText("Dans quelle ville avez-vous exercé votre premier emploi ?").first()).toBeVisible();
  await page.getByRole("textbox", { name: "Réponse" }).fill(person.secretAnswer.toUpperCase());
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByText("Si un compte correspond à cette adresse")).toBeVisible();
});

test("R-1209 · the same in English, to the mail: the account keeps its own language for mails", async ({
  page,
  portal,
  context,
  person,
  mailbox,
}) => {
  test.slow();
  await signInByCookie(context, portal, await anAccountAt(portal, { email: person.email }));
  await page.goto(routes.ownDetails());
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My personal details");
  await page.getByRole("group", { name: "Language of the emails" }).getByLabel("English").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Your changes have been saved." })).toBeVisible();

  await page.goto(routes.changePassword());
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByLabel("New password").fill(NEXT);
  await page.locator("#form-confirmation").fill(NEXT);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Your password has been changed.");
  const { title } = sentencesIn("en", "mails").passwordChanged;
  await mailbox.waitFor(person.email, new RegExp(title));
});

test("A11Y-01, A11Y-07, A11Y-34 · the pages of one's account are for everyone", async ({
  page,
  portal,
  context,
  person,
}) => {
  test.setTimeout(240_000);
  await signInByCookie(context, portal, await anAccountAt(portal, { email: person.email }));
  const screens: [string, string][] = [
    [routes.myAccount(), "Mon compte"],
    [routes.ownDetails(), "Mes informations personnelles"],
    [routes.security(), "Sécurité"],
    [routes.changePassword(), "Gestion du mot de passe"],
    [routes.changeSecretQuestion(), "Modifier la réponse à la question secrète"],
    [routes.changeLoginEmail(), "Changer mon adresse de connexion"],
    [routes.ownDocuments(), "Mes pièces jointes"],
  ];
  for (const [path, title] of screens) {
    await page.goto(path);
    await expectForEveryone(page, title);
  }
  await page.goto(`${routes.ownDocuments()}?refus=sans-fichier&libelle=&type=`);
  await expectForEveryone(page, "Erreur : Mes pièces jointes");

  const purposes: [string, Record<string, string>][] = [
    [
      routes.ownDetails(),
      {
        contactEmail: "email",
        password: "current-password",
        familyName: "family-name",
        givenName: "given-name",
        phonePrefix: "tel-country-code",
        phone: "tel-national",
        addressLine1: "address-line1",
        postcode: "postal-code",
        city: "address-level2",
        country: "country",
      },
    ],
    [
      routes.changePassword(),
      { password: "current-password", newPassword: "new-password", confirmation: "new-password" },
    ],
    [routes.changeLoginEmail(), { email: "email", emailAgain: "email", password: "current-password" }],
  ];
  for (const [path, fields] of purposes) {
    await page.goto(path);
    for (const [name, purpose] of Object.entries(fields)) {
      await expect(page.locator(`#form [name="${name}"]`), name).toHaveAttribute("autocomplete", purpose);
    }
  }
});

test.describe("with SECRET_QUESTION=off", () => {
  let portal: LonePortal;
  test.beforeAll(async () => {
    portal = await startLonePortal("account-without-question", { SECRET_QUESTION: "off" });
  });
  test.afterAll(async () => portal?.stop());

  test("SEC-71, C-03 · the question is nowhere on the account's pages, and its own page does not exist", async () => {
    const cookie = await cookieOf(portal, await anAccountAt(portal, { email: "camille@example.org" }));
    const open = (path: string) => ask(portal, path, { headers: { Cookie: cookie } });
    expect((await open(routes.changeSecretQuestion())).status).toBe(404);
    const hub = await open(routes.security());
    expect(hub.status).toBe(200);
    expect(hub.body).toContain("Double authentification");
    expect(hub.body).not.toMatch(/question[ -]secr/i);
  });
});

async function cookieOf(portal: Portal, account: Account): Promise<string> {
  const { name, value } = await sessionCookieFor(portal, account);
  return `${name}=${value}`;
}
