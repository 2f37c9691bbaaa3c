import type { BrowserContext, Page } from "@playwright/test";
import { aJpeg, aPdf, aPdfOf } from "@/lib/testing/files";
import { type Account, aMemberOf, anAccount, PASSWORD, type Structure } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { ask } from "./support/ask";
import { expectForEveryone } from "./support/expect-for-everyone";
import { aManagedStructure } from "./support/known-structures";
import { behind, sessionCookieFor, signInByCookie } from "./support/people";
import type { Portal } from "./support/portals";
import { expect, test } from "./support/test";

const IBAN = "FR76 3000 6000 0112 3456 7890 189";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("R-820 · a manager adds, downloads and removes documents", async ({ page, portal, context }) => {
      test.slow();
      const { structure } = await signedInManager(portal, context);
      await page.goto(routes.documents(structure.id));
      await expect(page.getByText("Total de 0 pièce jointe")).toBeVisible();

      await test.step("a refused file: what was typed is still there, and why", async () => {
        await page.getByLabel("Type").selectOption("bank-details");
        await page.getByLabel("Désignation").fill("RIB principal");
        await choose(page, "rib.pdf", Buffer.from("<svg/>"));
        const summary = page.getByRole("main").getByRole("alert").filter({ hasText: "Ce fichier n'est ni un PDF" });
        await expect(summary).toBeVisible();
        await expect(page.getByLabel("Désignation")).toHaveValue("RIB principal");
        await expect(page.getByLabel("Type")).toHaveValue("bank-details");
      });

      await test.step("a sound one, under a hostile name", async () => {
        await choose(page, "rib.exe.pdf", await aPdf());
        await expect(page.getByRole("status")).toHaveText("La pièce jointe a été ajoutée.");
        await expect(page.getByText("Total de 1 pièce jointe")).toBeVisible();
        await expect(
          page.getByRole("row", { name: /Coordonnée bancaire.*RIB principal.*PDF.*rib-exe\.pdf/ }),
        ).toBeVisible();
      });

      await test.step("it is saved, never shown", async () => {
        const link = page.getByRole("link", { name: /^Télécharger rib-exe\.pdf \(PDF, \d+ ko\)$/ });
        const download = page.waitForEvent("download");
        await link.click();
        expect((await download).suggestedFilename()).toBe("rib-exe.pdf");
      });

      await test.step("it is removed after a question that names it", async () => {
        await page.getByRole("link", { name: "Supprimer rib-exe.pdf" }).click();
        const question = page.getByRole("dialog", { name: "Supprimer la pièce jointe rib-exe.pdf" });
        await expect(question).toContainText("RIB principal");
        await question.getByRole("button", { name: "Supprimer la pièce jointe" }).click();
        await expect(page.getByRole("status")).toHaveText("La pièce jointe a été supprimée.");
        await expect(page.getByText("Aucune pièce jointe pour cette structure.")).toBeVisible();
      });
    });

    test("R-821 · a manager signs a mandate, exports it and revokes it", async ({ page, portal, context }) => {
      test.slow();
      const { structure, manager } = await signedInManager(portal, context);
      const other = await aManagedStructure(portal, { legalName: "Cabinet Comptable Iroise", city: "Brest" });
      await page.goto(routes.mandates(structure.id));
      await page.getByRole("link", { name: "Souscrire un mandat de facturation" }).click();

      await test.step("oneself and strangers are refused beside the field", async () => {
        await describeMandate(page, structure.identifier);
        await expect(page.getByRole("main").getByRole("alert")).toContainText(
          "Une structure ne peut pas se donner mandat à elle-même.",
        );
        await describeMandate(page, "INCONNUE999");
        await expect(page.getByRole("main").getByRole("alert")).toContainText(
          "Aucune structure du portail ne porte cet identifiant.",
        );
        await expect(page.getByLabel("Libellé du mandat")).toHaveValue("Facturation 2026");
      });

      await test.step("A11Y-25: it is read again, and signed once the declaration is ticked", async () => {
        await describeMandate(page, other.structure.identifier.toLowerCase());
        const main = page.getByRole("main");
        await expect(main).toContainText("Cabinet Comptable Iroise");
        await expect(main).toContainText("Brest");
        await expect(main).not.toContainText("rue des Lilas");
        await expect(main).toContainText("article 289 du code général des impôts");
        await page.getByRole("button", { name: "Signer le mandat" }).click();
        await expect(page.getByRole("main").getByRole("alert")).toContainText("Vous devez cocher la déclaration");
        await page.getByLabel("J'ai lu cette déclaration et je la fais mienne").check();
        await page.getByRole("button", { name: "Signer le mandat" }).click();
        await expect(page.getByRole("status")).toHaveText("Le mandat de facturation est signé.");
        await expect(page.getByRole("row", { name: /Facturation 2026.*Camille Martin.*Actif/ })).toBeVisible();
      });

      await test.step("R-832: the export", async () => {
        const { name, value } = await sessionCookieFor(portal, manager);
        const csv = await ask(portal, routes.exportMandates(structure.id), { headers: { Cookie: `${name}=${value}` } });
        expect(csv.headers["content-disposition"]).toContain("attachment");
        expect(csv.body).toContain("Mandat de facturation");
        expect(csv.body).toContain("Facturation 2026");
      });

      await test.step("the other side sees it, and cannot revoke it", async () => {
        const { name, value } = await sessionCookieFor(portal, other.manager);
        const theirs = await ask(portal, routes.mandates(other.structure.id), {
          headers: { Cookie: `${name}=${value}` },
        });
        expect(theirs.body).toContain("Facturation 2026");
        expect(theirs.body).not.toContain("Révoquer le mandat");
      });

      await test.step("it is revoked after a question", async () => {
        await page.getByRole("link", { name: "Révoquer le mandat Facturation 2026" }).click();
        const question = page.getByRole("dialog", { name: "Révoquer le mandat Facturation 2026" });
        await expect(question).toContainText("Cabinet Comptable Iroise");
        await question.getByRole("button", { name: "Révoquer le mandat" }).click();
        await expect(page.getByRole("status")).toHaveText("Le mandat de facturation est révoqué.");
        await expect(page.getByRole("row", { name: /Facturation 2026.*Révoqué/ })).toBeVisible();
      });
    });

    test("R-820, SEC-101 · a manager saves bank details by his password; the IBAN stays masked until he asks", async ({
      page,
      portal,
      context,
    }) => {
      const { structure } = await signedInManager(portal, context);
      await page.goto(routes.bankDetails(structure.id));
      const save = async (iban: string, password: string) => {
        await page.getByLabel("Titulaire du compte").fill("Menuiserie Lefèvre");
        await page.getByLabel("IBAN").fill(iban);
        await page.getByLabel("BIC").fill("AGRIFRPP");
        await page.getByLabel("Votre mot de passe").fill(password);
        await page.getByRole("button", { name: "Enregistrer" }).click();
      };
      await save(IBAN.replace("189", "188"), PASSWORD);
      await expect(page.getByRole("main").getByRole("alert")).toContainText("L'IBAN saisi n'est pas valide");
      await save(IBAN, "wrong");
      await expect(page.getByRole("main").getByRole("alert")).toContainText("Le mot de passe saisi est incorrect.");
      await save(IBAN, PASSWORD);
      await expect(page.getByRole("status")).toHaveText("Les coordonnées bancaires ont été enregistrées.");
      const main = page.getByRole("main");
      await expect(main.getByText("•••• •••• •••• 0189")).toBeVisible();
      // The help of the field shows it as an example, within a sentence.
      const whole = main.getByText(IBAN.replaceAll(" ", "\u00a0"), { exact: true });
      await expect(whole).toBeHidden();
      await main.getByText("Afficher l'IBAN complet").click();
      await expect(whole).toBeVisible();

      await page.getByRole("link", { name: "Supprimer les coordonnées bancaires" }).click();
      const question = page.getByRole("dialog");
      // SEC-45: it was given a moment ago, and is not asked again for ten minutes.
      await expect(question.getByLabel("Votre mot de passe")).toHaveCount(0);
      await question.getByRole("button", { name: "Supprimer les coordonnées bancaires" }).click();
      await expect(page.getByRole("status")).toHaveText("Les coordonnées bancaires ont été supprimées.");
    });
  });
}

test("SEC-63 · a member sees neither bank documents nor the IBAN, and changes nothing", async ({
  page,
  portal,
  context,
}) => {
  const { structure, manager } = await signedInManager(portal, context);
  const cookie = await cookieOf(portal, manager);
  expect((await upload(portal, { structure, cookie, type: "bank-details" })).headers.location).toMatch(/fait=ajout$/);
  expect((await upload(portal, { structure, cookie, type: "other" })).headers.location).toMatch(/fait=ajout$/);
  const path = await pathOfRib(portal, { structure, cookie });

  const ctx = behind(portal);
  const member = await anAccount(ctx, { email: `member.${ctx.id()}@example.org` });
  await aMemberOf(ctx, structure, { account: member });
  await ctx.close();
  await context.clearCookies();
  await signInByCookie(context, portal, member);
  await page.goto(routes.documents(structure.id));
  await expect(page.getByText("Total de 1 pièce jointe")).toBeVisible();
  await expect(page.getByRole("button", { name: "Ajouter la pièce jointe" })).toHaveCount(0);
  const asMember = await cookieOf(portal, member);
  expect((await ask(portal, path, { headers: { Cookie: asMember } })).status).toBe(404);
  const refused = await upload(portal, { structure, cookie: asMember, type: "other" });
  expect(refused.headers.location).toContain("refus=droits");
});

test("SEC-93, SEC-14 · a document leaves with headers under which nothing runs", async ({ portal, context }) => {
  const { structure, manager } = await signedInManager(portal, context);
  const cookie = await cookieOf(portal, manager);
  await upload(portal, { structure, cookie, type: "bank-details" });
  const answer = await ask(portal, await pathOfRib(portal, { structure, cookie }), { headers: { Cookie: cookie } });
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    "content-type": "application/pdf",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
  });
  expect(answer.headers["content-disposition"]).toMatch(/^attachment; filename="RIB Lefevre\.pdf"; filename\*=UTF-8''/);
  expect(answer.headers["content-security-policy"]).toMatch(/default-src 'none'.*sandbox/);
});

test("SEC-06, SEC-07, SEC-93 · the route of uploads refuses strangers, floods and disguises", async ({
  portal,
  context,
}) => {
  const { structure, manager } = await signedInManager(portal, context);
  const stranger = await aManagedStructure(portal);
  const cookie = await cookieOf(portal, manager);
  const good = { structure, cookie, type: "other" };
  const five = 5 * 1024 * 1024;

  expect((await upload(portal, { ...good, origin: "https://evil.example" })).status).toBe(403);
  expect((await upload(portal, { ...good, origin: null })).status).toBe(403);
  expect((await upload(portal, { ...good, cookie: "" })).headers.location).toMatch(/^\/connexion/);
  expect((await upload(portal, { ...good, structure: stranger.structure })).status).toBe(404);
  const refusals: Record<string, Buffer> = {
    vide: Buffer.alloc(0),
    "trop-lourd": Buffer.alloc(five + 1, "%PDF-1.7 "),
    "type-inconnu": Buffer.from("<svg onload=alert(1)>"),
    extension: aJpeg(),
    actif: aPdfOf("<< /Type /Catalog /OpenAction << /S /JavaScript /JS (1) >> >>", "<< /Type /Page >>"),
    illisible: Buffer.concat([await aPdf(), Buffer.from("PK")]),
  };
  for (const [reason, bytes] of Object.entries(refusals)) {
    const answer = await upload(portal, { ...good, bytes });
    expect(answer.status, reason).toBe(303);
    expect(answer.headers.location, reason).toContain(`refus=${reason}`);
  }
  const flood = await upload(portal, { ...good, bytes: Buffer.alloc(30 * 1024 * 1024) });
  expect([303, 413]).toContain(flood.status);
  expect((await ask(portal, "/api/health")).status).toBe(200);
  const listed = await ask(portal, routes.documents(structure.id), { headers: { Cookie: cookie } });
  expect(listed.body).toContain("Aucune pièce jointe pour cette structure.");
});

test("A11Y-01, A11Y-34 · the pages of documents, bank details and mandates are for everyone", async ({
  page,
  portal,
  context,
}) => {
  test.slow();
  const { structure, manager } = await signedInManager(portal, context);
  const cookie = await cookieOf(portal, manager);
  await upload(portal, { structure, cookie, type: "bank-details" });
  await page.goto(routes.documents(structure.id));
  await expectForEveryone(page, `Pièces jointes - ${structure.legalName}`);
  await page.goto(`${routes.documents(structure.id)}?refus=sans-fichier&libelle=&type=`);
  await expectForEveryone(page, `Erreur : Pièces jointes - ${structure.legalName}`);
  await page.goto(routes.bankDetails(structure.id));
  await expectForEveryone(page, `Coordonnées bancaires - ${structure.legalName}`);
  await page.goto(routes.mandates(structure.id));
  await expectForEveryone(page, `Mandats - ${structure.legalName}`);
  await page.goto(routes.newMandate(structure.id));
  await expectForEveryone(
    page,
    `Souscrire un mandat de facturation, Étape 1 sur 2 : le mandat - ${structure.legalName}`,
  );
});

async function signedInManager(portal: Portal, context: BrowserContext) {
  const { structure, manager } = await aManagedStructure(portal, { legalName: "Menuiserie Crozon" });
  await signInByCookie(context, portal, manager);
  return { structure, manager };
}

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel("Fichier").setInputFiles({ name, mimeType: "application/pdf", buffer });
  await page.getByRole("button", { name: "Ajouter la pièce jointe" }).click();
}

async function describeMandate(page: Page, identifier: string): Promise<void> {
  await page.getByLabel("Libellé du mandat").fill("Facturation 2026");
  await page.getByLabel("Type d'identifiant").selectOption("EN_COURS_IMMATRICULATION");
  await page.getByRole("textbox", { name: "Identifiant", exact: true }).fill(identifier);
  await page.getByRole("button", { name: "Vérifier le mandat" }).click();
}

async function cookieOf(portal: Portal, account: Account): Promise<string> {
  const { name, value } = await sessionCookieFor(portal, account);
  return `${name}=${value}`;
}

async function upload(
  portal: Portal,
  sent: { structure: Structure; cookie: string; type: string; bytes?: Buffer; origin?: string | null },
) {
  const { structure, cookie, type, bytes = await aPdf(), origin = portal.url } = sent;
  const form = new FormData();
  form.set("type", type);
  form.set("label", "Une pièce");
  form.set("file", new File([new Uint8Array(bytes)], "RIB Lefèvre.pdf", { type: "application/pdf" }));
  const request = new Request("http://localhost/", { method: "POST", body: form });
  return ask(portal, routes.addDocument(structure.id), {
    method: "POST",
    headers: {
      "Content-Type": request.headers.get("content-type") ?? "",
      Cookie: cookie,
      ...(origin !== null && { Origin: origin }),
    },
    body: Buffer.from(await request.arrayBuffer()),
  });
}

/** The address of the structure's one bank document, as its managers' page tells it. */
async function pathOfRib(
  portal: Portal,
  { structure, cookie }: { structure: Structure; cookie: string },
): Promise<string> {
  const { body } = await ask(portal, routes.documents(structure.id), { headers: { Cookie: cookie } });
  const row =
    body.split("<tr").find((part) => part.includes("Coordonnée bancaire") && part.includes("Télécharger")) ?? "";
  return new RegExp(`${routes.documents(structure.id)}/[0-9a-f-]{36}`).exec(row)?.[0] ?? "";
}
