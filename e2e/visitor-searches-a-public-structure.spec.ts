import { aManagedStructure, freshIdentifier } from "./support/known-structures";
import { expect, test } from "./support/test";

test("S-17, R-805, R-1207 · a visitor finds the public structures of a town, whatever the accents, and none that is private", {
  tag: "@phone",
}, async ({ page, portal }) => {
  const key = freshIdentifier();
  const city = `Évreux-la-Forêt ${key}`;
  const body = { sector: "public", city } as const;
  for (const name of ["Collège Rosa-Parks", "Mairie de l'Exemple", "Hôpital du Lac", "Ecole du Lac", "École du Bois"]) {
    await aManagedStructure(portal, { ...body, legalName: name });
  }
  const exacting = { departmentCodeRequired: true, commitmentNumberRequired: true };
  await aManagedStructure(portal, { ...body, ...exacting, legalName: "Ambassade" });
  await aManagedStructure(portal, { city, legalName: "Privée SARL" });
  await aManagedStructure(portal, { ...body, status: "inactive", legalName: "Syndicat dissous" });

  await page.goto("/");
  await page.getByRole("main").getByRole("link", { name: "Rechercher une structure publique" }).click();
  await page.getByRole("searchbox", { name: "Identifiant, nom, code postal ou ville" }).fill(`evreux-la-foret ${key}`);
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(page.getByRole("status").filter({ hasText: "résultats" })).toHaveText("6 résultats");
  const table = page.getByRole("table", { name: "Structures publiques trouvées" });
  await expect(table.getByRole("row")).toHaveCount(6);
  await expect(table).not.toContainText("Privée");
  await expect(table).not.toContainText("dissous");
  const ambassy = table.getByRole("row").filter({ hasText: "Ambassade" });
  await expect(ambassy).toContainText("Le code service doit être renseigné");
  await expect(ambassy).toContainText("Le numéro d'engagement doit être renseigné");
  await expect(page.getByRole("searchbox")).toHaveValue(`evreux-la-foret ${key}`);

  await page.getByRole("link", { name: "Page suivante" }).click();
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(table).toContainText("Mairie de l'Exemple");
});

test("S-17 · a search too short, or without result, says what to do", { tag: "@no-js" }, async ({ page }) => {
  await page.goto("/structures-publiques");
  const field = page.getByRole("searchbox");
  await field.fill("x");
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(field).toHaveAccessibleDescription(/Saisissez au moins 2 caractères\./);
  await field.fill("<b>introuvable</b>");
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(page.getByText("Aucune structure publique ne correspond à « <b>introuvable</b> ».")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Aucun résultat" })).toBeVisible();
});
