import { aManagedStructure } from "./support/known-structures";
import {
  activate,
  activationLink,
  createAccount,
  goOn,
  introduceOneself,
  searchOrganisation,
} from "./support/sign-up-steps";
import { expect, test } from "./support/test";

test("R-309 B, R-403, R-423 · a visitor asks to join a known structure, waits, and enters once he is approved", async ({
  page,
  portal,
  person,
  freshSiret,
  mailbox,
  database,
}) => {
  // A long way, at the pace of a busy machine.
  test.slow();
  const managerEmail = `manager.of.${person.email}`;
  const { structure } = await aManagedStructure(
    portal,
    { identifierType: "SIRET", identifier: freshSiret(), legalName: "Menuiserie Lefèvre" },
    { email: managerEmail, contactEmail: managerEmail, givenName: "Jean-Marc", familyName: "Dupont" },
  );

  await test.step("R-312, M-22, step 2: the structure is shown, read-only", async () => {
    await page.goto("/inscription");
    await introduceOneself(page, person);
    await searchOrganisation(page, "SIRET", structure.identifier);
    const main = page.getByRole("main");
    await expect(main.getByRole("heading", { name: "Les informations de ma structure" })).toBeVisible();
    await expect(
      main.getByText(
        "Cette structure existe déjà sur le portail. Une demande de rattachement sera transmise à son gestionnaire, qui devra la valider.",
      ),
    ).toBeVisible();
    await expect(main.getByText("Menuiserie Lefèvre")).toBeVisible();
    await expect(main.getByText("12 rue des Lilas")).toBeVisible();
    await expect(main.getByRole("textbox")).toHaveCount(0);
    await goOn(page);
  });

  await test.step("S-03 names the manager by first name and initial (C-20); nobody is told yet", async () => {
    await createAccount(page);
    await expect(page.getByText("Vous avez demandé un rattachement à la structure suivante")).toBeVisible();
    await expect(page.getByRole("row", { name: "Menuiserie Lefèvre" })).toContainText("Jean-Marc D.");
    await expect(page.getByRole("main")).not.toContainText(/dupont/i);
    expect(await mailbox.mailsTo(managerEmail)).toHaveLength(0);
  });

  await test.step("M-32, N-12: S-09 says that he waits; the manager is told", async () => {
    await activate(page, await activationLink(mailbox, person), person);
    await expect(
      page.getByText(
        "Votre compte est activé. Votre demande de rattachement est en cours de validation. Si vous ne visualisez pas vos espaces de travail, assurez-vous auprès de votre gestionnaire que votre rattachement a bien été validé.",
      ),
    ).toBeVisible();
    await expect(page.getByText(/Menuiserie Lefèvre\s: demandé le \d\d\/\d\d\/\d{4}/)).toBeVisible();
    const { text } = await mailbox.waitFor(managerEmail, /Demande de rattachement à Menuiserie Lefèvre/);
    expect(text).toContain("Camille D");
  });

  await test.step("SEC-02, R-004, R-423: the workspace is closed, then open at the next click after the approval", async () => {
    const tabs = page.getByRole("navigation", { name: "Rubriques" });
    await expect(tabs.getByRole("link")).toHaveText(["Accueil connecté", "Mon compte"]);
    await page.goto("/espaces/factures-emises");
    await expect(page).toHaveURL(/\/accueil$/);

    const { rows } = await database.query(
      `update attachments set status = 'approved', decided_at = now()
        where account_id = (select id from accounts where email = $1) returning account_id, structure_id`,
      [person.email],
    );
    await database.query(
      `insert into subscriptions (id, account_id, structure_id, workspace, access, status, requested_at)
        values (gen_random_uuid(), $1, $2, 'FACTURES_EMISES', 'write', 'active', now())`,
      [rows[0].account_id, rows[0].structure_id],
    );
    await tabs.getByRole("link", { name: "Accueil connecté" }).click();
    await tabs.getByRole("link", { name: "Factures émises" }).click();
    await page.waitForURL("**/espaces/factures-emises");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Factures émises");
    await expect(page.getByRole("table")).toContainText("Menuiserie Lefèvre");
  });
});

test("R-323 · a visitor cannot go on with a structure that is inactive on the portal", async ({
  page,
  portal,
  person,
  freshSiret,
}) => {
  const inactive = { identifierType: "SIRET", identifier: freshSiret(), status: "inactive" } as const;
  const { structure } = await aManagedStructure(portal, inactive);
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "SIRET", structure.identifier);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Cette structure est inactive sur le portail.");
});

test("R-206, R-310 · a visitor who joins never sees an address that may not be shown", async ({
  page,
  portal,
  person,
  freshSiret,
}) => {
  const undisclosed = { identifierType: "SIRET", identifier: freshSiret(), addressDisclosed: false } as const;
  const { structure } = await aManagedStructure(portal, undisclosed);
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "SIRET", structure.identifier);
  await expect(page.getByText("Information non diffusible").first()).toBeVisible();
  expect(await page.content()).not.toContain("12 rue des Lilas");
});

test("R-320, T-17 · a visitor whose structure was opened meanwhile asks to join it, and is told", async ({
  page,
  portal,
  person,
  freshSiret,
  mailbox,
}) => {
  const identifier = freshSiret();
  await page.goto("/inscription");
  await introduceOneself(page, person);
  await searchOrganisation(page, "SIRET", identifier);
  await expect(page.getByRole("heading", { name: "Je crée ma structure" })).toBeVisible();
  await goOn(page);
  await page.waitForURL("**/inscription/espaces");
  await goOn(page);
  await createAccount(page);

  await aManagedStructure(portal, { identifierType: "SIRET", identifier });
  await activate(page, await activationLink(mailbox, person), person);
  await expect(page.getByText("votre structure a été créée sur le portail par une autre personne")).toBeVisible();
  await expect(page.getByText("Votre demande de rattachement est en cours de validation.")).toBeVisible();
});
