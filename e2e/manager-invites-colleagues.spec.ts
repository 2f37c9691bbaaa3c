import { readFile } from "node:fs/promises";
import { routes } from "@/lib/web/routes";
import { expectForEveryone } from "./support/expect-for-everyone";
import { aHouse } from "./support/house";
import { aManagedStructure, anAccountAt } from "./support/known-structures";
import { signInByCookie } from "./support/people";
import {
  activate,
  activationLink,
  createAccount,
  goOn,
  introduceOneself,
  searchOrganisation,
} from "./support/sign-up-steps";
import { expect, test } from "./support/test";

test("R-909, N-18, N-15 · a manager invites an address; its owner accepts and is attached at once", {
  tag: "@phone",
}, async ({ page, portal, context, browser, person, mailbox }) => {
  test.slow();
  const house = await aHouse(portal);
  const colleague = await anAccountAt(portal, {
    email: person.email,
    contactEmail: person.email,
    givenName: "Nadia",
    familyName: "Benali",
  });

  await test.step("the manager says whom, and for what", async () => {
    await signInByCookie(context, portal, house.primaryManager);
    await page.goto(routes.structureInvitations(house.ids.structure));
    await page.getByRole("main").getByRole("link", { name: "Rattacher un utilisateur" }).click();
    await page.getByLabel("Adresse électronique de connexion").fill("nadia");
    await page.getByRole("button", { name: "Envoyer l'invitation" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText(
      "Veuillez saisir une adresse électronique valide",
    );
    await page.getByLabel("Adresse électronique de connexion").fill(colleague.email);
    await page.getByLabel("Achats (ACHATS)").check();
    await page.getByLabel("Suivi des flux").selectOption("Consultation");
    await page.getByRole("button", { name: "Envoyer l'invitation" }).click();
    await expect(page.getByRole("status")).toContainText("L'invitation est envoyée");
  });

  await test.step("he sees the address he typed, and no name (R-909)", async () => {
    const row = page.getByRole("row").filter({ hasText: colleague.email });
    await expect(row).toContainText("En attente");
    await expect(page.getByRole("main")).not.toContainText("Nadia");
  });

  const other = await browser.newContext({ baseURL: portal.url });
  const hers = await other.newPage();
  await test.step("the mail leads to the answer", async () => {
    const { links, text } = await mailbox.waitFor(colleague.email, /Invitation à rejoindre Tonnellerie Kerguelen/);
    expect(text).toContain("Sophie");
    expect(links.some((link) => link.endsWith(routes.invitations()))).toBe(true);
    await signInByCookie(other, portal, colleague);
    await hers.goto(routes.portalHome());
    await hers.getByRole("link", { name: "Voir et répondre" }).click();
    const offer = hers.getByRole("article", { name: "Tonnellerie Kerguelen" });
    await expect(offer).toContainText("Sophie Kerguelen");
    await expect(offer).toContainText("Achats");
    await expect(offer).toContainText("Suivi des flux (Consultation)");
    await expectForEveryone(hers, "Invitations à rejoindre une structure");
  });

  await test.step("she accepts, and has her tabs at once", async () => {
    await hers.getByRole("button", { name: "Accepter" }).click();
    await expect(hers.getByRole("status")).toContainText("Vous êtes désormais rattaché à la structure");
    await expect(hers.getByRole("main")).toContainText("Aucune invitation n'attend votre réponse.");
    await hers.goto(routes.workspace("SUIVI_FLUX"));
    await expect(hers.getByRole("main")).toContainText("Tonnellerie Kerguelen");
    await mailbox.waitFor(colleague.email, /Tonnellerie Kerguelen/);
    await other.close();
  });

  await test.step("the manager now knows who she is", async () => {
    await page.reload();
    const row = page.getByRole("row").filter({ hasText: colleague.email });
    await expect(row).toContainText("Acceptée");
    await expect(row.getByRole("link")).toHaveCount(0);
    await page.goto(routes.members(house.ids.structure));
    await expect(page.getByRole("main")).toContainText("Nadia");
  });
});

test("R-909, R-852 · who has no account signs up with the invited address, and accepts", async ({
  page,
  portal,
  person,
  freshSiret,
  mailbox,
  database,
}) => {
  test.slow();
  const { structure, manager } = await aManagedStructure(portal, {
    identifierType: "SIRET",
    identifier: freshSiret(),
    legalName: "Chantier Naval Morvan",
  });
  const id = crypto.randomUUID();
  await database.query(
    `insert into invitations (id, structure_id, email, role, permissions, invited_by, invited_at, sent_at, expires_at)
     values ($1, $2, $3, 'secondary-manager', $4, $5, now(), now(), now() + interval '30 days')`,
    [id, structure.id, person.email, JSON.stringify({ departmentIds: [], workspaces: [] }), manager.id],
  );
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "SIRET", structure.identifier);
  await goOn(page);
  await createAccount(page);
  await activate(page, await activationLink(mailbox, person), person);
  await page.getByRole("link", { name: "Voir et répondre" }).click();
  await page.getByRole("button", { name: "Accepter" }).click();
  await expect(page.getByRole("status")).toContainText("Chantier Naval Morvan");
  const { rows } = await database.query(
    "select a.role, a.status from attachments a join accounts p on p.id = a.account_id where p.email = $1",
    [person.email],
  );
  expect(rows).toEqual([{ role: "secondary-manager", status: "approved" }]);
});

test("SEC-69 · an invitation is declined after one question; another account cannot answer it", {
  tag: "@no-js",
}, async ({ page, portal, context, database }) => {
  const house = await aHouse(portal);
  const { rows } = await database.query("select email from invitations where id = $1", [house.ids.invitation]);
  const guest = await anAccountAt(portal, { email: rows[0]?.email });
  await signInByCookie(context, portal, house.member);
  await page.goto(`${routes.invitations()}?action=decliner&invitation=${house.ids.invitation}`);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("main")).toContainText("Aucune invitation n'attend votre réponse.");

  await context.clearCookies();
  await signInByCookie(context, portal, guest);
  await page.goto(routes.invitations());
  await page.getByRole("link", { name: "Décliner" }).click();
  const dialog = page.getByRole("dialog", { name: "Décliner l'invitation de Tonnellerie Kerguelen" });
  await expect(dialog).toContainText("sans savoir par qui");
  await dialog.getByRole("button", { name: "Décliner" }).click();
  await expect(page.getByRole("status")).toContainText("L'invitation est déclinée.");
});

test("R-005 · an invitation is sent again, then withdrawn", { tag: "@no-js" }, async ({ page, portal, context }) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.secondaryManager);
  await page.goto(routes.structureInvitations(house.ids.structure));
  await page.getByRole("link", { name: "Renvoyer l'invitation à guest" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Renvoyer l'invitation" }).click();
  await expect(page.getByRole("status")).toContainText("L'invitation est renvoyée.");
  await page.getByRole("link", { name: "Retirer l'invitation à guest" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Retirer l'invitation" }).click();
  await expect(page.getByRole("status")).toContainText("L'invitation est retirée.");
  await expect(page.getByRole("row").filter({ hasText: "guest" })).toContainText("Retirée");
});

test("R-909, R-1404 · a file is read line by line, confirmed, and carried out with a report", {
  tag: "@no-js",
}, async ({ page, portal, context, database, person, javaScriptEnabled }) => {
  test.slow();
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.secondaryManager);
  await page.goto(routes.importInvitations(house.ids.structure));
  if (javaScriptEnabled) await expectForEveryone(page, "Inviter depuis un fichier - Tonnellerie Kerguelen");

  await test.step("a file that cannot be read is refused with the reason", async () => {
    await page.getByRole("button", { name: "Lire le fichier" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Choisissez un fichier.");
    await expect(page).toHaveTitle(/^Erreur : /);
    await page.getByLabel("Fichier CSV").setInputFiles({
      name: "enorme.csv",
      mimeType: "text/csv",
      buffer: Buffer.alloc(10 * 1024 * 1024, "a"),
    });
    await page.getByRole("button", { name: "Lire le fichier" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Le fichier dépasse");
  });

  const lines = [
    "Adresse;Rôle;Services;Espaces",
    `un.${person.email};US;ACHATS;FACTURES_EMISES:Modification`,
    `deux.${person.email}`,
    "pas une adresse;US",
    `trois.${person.email};GS`,
    `=quatre.${person.email};US`,
    `un.${person.email};US`,
  ];
  await test.step("each line is judged by itself, and nothing is sent", async () => {
    await page.getByLabel("Fichier CSV").setInputFiles({
      name: "equipe.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(lines.join("\r\n")),
    });
    await page.getByRole("button", { name: "Lire le fichier" }).click();
    await expect(page.getByText("2 lignes valides, 4 refusées.")).toBeVisible();
    if (javaScriptEnabled) {
      await expectForEveryone(page, "Vérifier les invitations avant l'envoi - Tonnellerie Kerguelen");
    }
    await page.getByRole("link", { name: /^Refusées/ }).click();
    const refused = page.getByRole("table").getByRole("row");
    for (const reason of [
      "L'adresse électronique n'est pas valide",
      "Seul le gestionnaire principal peut inviter",
      "commence comme une formule",
      "figure déjà sur une ligne précédente",
    ]) {
      await expect(refused.filter({ hasText: reason })).toHaveCount(1);
    }
    const { rows } = await database.query("select 1 from invitations where email like $1", [`%.${person.email}`]);
    expect(rows).toEqual([]);
  });

  await test.step("confirmed, it becomes an operation with its report", async () => {
    await page.getByRole("button", { name: "Envoyer 2 invitations" }).click();
    await page.waitForURL("**/operations/*");
    await expect(page.getByRole("main")).toContainText("2 lignes traitées, 0 en erreur.");
    await expect(page.getByRole("row").filter({ hasText: "Invitation envoyée" })).toHaveCount(2);
    const { rows } = await database.query("select 1 from invitations where email like $1", [`%.${person.email}`]);
    expect(rows).toHaveLength(2);
  });
});

test("R-832 · the model of the file carries the codes of the structure, and invites nobody as it is", async ({
  page,
  portal,
  context,
}) => {
  const house = await aHouse(portal);
  await signInByCookie(context, portal, house.primaryManager);
  await page.goto(routes.importInvitations(house.ids.structure));
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Télécharger un modèle (CSV)" }).click();
  const path = await (await download).path();
  const model = await readFile(path, "utf8");
  expect(model).toContain("ACHATS");
  expect(model).toContain("FACTURES_EMISES:Modification");
  await page.getByLabel("Fichier CSV").setInputFiles(path);
  await page.getByRole("button", { name: "Lire le fichier" }).click();
  await expect(page.getByText("Aucune ligne valide, 1 refusée.")).toBeVisible();
});
