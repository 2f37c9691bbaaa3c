import { spawn, spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { PDFDocument } from "@cantoo/pdf-lib";
import type { BrowserContext, Locator, Page, Route } from "@playwright/test";
import { displayIdentifier } from "@/lib/structure/identifier";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aStructure,
  aTechnicalAccountOf,
  PASSWORD,
  type Structure,
} from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { ask } from "./support/ask";
import { expectForEveryone } from "./support/expect-for-everyone";
import { aManagedStructure, freshIdentifier } from "./support/known-structures";
import { behind, sessionCookieFor, signInByCookie } from "./support/people";
import type { Portal } from "./support/portals";
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
        await expect(main).toContainText(/Expiration du mot de passe de l'utilisateur technique : [\d/]{10} [\d:]{8}/);
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

    test("R-1006 · an export that comes too late, or after the session, leaves the password on the screen", async ({
      page,
      portal,
      context,
      database,
    }) => {
      const { structure } = await signedInManager(portal, context);
      const password = await createdUser(page, structure);
      const tooLate = async () => {
        const answered = page.waitForResponse((response) => response.url().endsWith("/export"));
        await page.getByRole("button", { name: "Exporter les informations de connexion" }).click();
        expect((await answered).status()).toBe(204);
        await expect(page.getByRole("main")).toContainText(password);
        await expect(page).toHaveURL(new RegExp(`${routes.technicalSecret(structure.id)}$`));
      };
      await expect(page.getByRole("main")).toContainText(
        "Ensuite, le bouton est sans effet et cette page reste affichée.",
      );
      await database.query(
        `update shown_secrets set expires_at = now() where technical_account_id in
          (select id from technical_accounts where structure_id = $1)`,
        [structure.id],
      );
      await tooLate();
      await context.clearCookies();
      await tooLate();
    });
  });
}

test("R-1006, A11Y-13 · when the ten minutes are over the button goes, and the page says why", async ({
  page,
  portal,
  context,
}) => {
  const { structure } = await signedInManager(portal, context);
  await page.clock.install();
  const password = await createdUser(page, structure);
  const button = page.getByRole("button", { name: "Exporter les informations de connexion" });
  const sentence = page.locator("#export-until");
  await expect(sentence).toHaveRole("status");
  // It is there as soon as scripts run, and with them the clock.
  await expect(page.getByRole("button", { name: "Copier le mot de passe" })).toBeVisible();
  await page.clock.fastForward("09:30");
  await button.focus();
  await page.clock.fastForward("00:35");
  await expect(sentence).toContainText("Le délai est passé : l'export n'est plus possible.");
  await expect(button).toBeHidden();
  await expect(sentence).toBeFocused();
  await expect(page.getByRole("main")).toContainText(password);
});

test("SEC-81, R-1006 · passwords of two structures in two tabs: each tab shows and exports its own", async ({
  page,
  portal,
  context,
}) => {
  const { structure, second } = await managerOfTwo(portal, context);
  const other = await context.newPage();
  const shown = [
    { tab: page, structure, password: await createdUser(page, structure) },
    { tab: other, structure: second, password: await createdUser(other, second) },
  ];
  expect(shown[0]?.password).not.toBe(shown[1]?.password);
  for (const { tab, structure: its, password } of shown) {
    const download = tab.waitForEvent("download");
    await tab.getByRole("button", { name: "Exporter les informations de connexion" }).click();
    expect((await download).suggestedFilename()).toContain(its.identifier);
    await expect(tab.getByRole("main")).toContainText(password);
  }
});

test("SEC-81 · the password is shown neither in another session nor to another origin, and no cache keeps it", async ({
  page,
  portal,
  context,
}) => {
  const { structure, manager } = await signedInManager(portal, context);
  const summary = routes.technicalSecret(structure.id);
  const isSummary = (url: URL) => url.pathname === summary;
  // The browser stays where it is: its one view is still there when somebody else tries.
  const held = (route: Route) =>
    route.request().isNavigationRequest() ? route.fulfill({ status: 204 }) : route.continue();
  await page.route(isSummary, held);
  const stopped = page.waitForRequest((request) => isSummary(new URL(request.url())) && request.isNavigationRequest());
  await askForUser(page, structure);
  await stopped;

  const jar = await context.cookies();
  const ticket = jar.filter(({ name }) => name.includes("technical-secret"));
  expect(ticket.length).toBeGreaterThan(0);
  for (const cookie of ticket) expect(cookie).toMatchObject({ httpOnly: true });
  const sealed = ticket.map(({ name, value }) => `${name}=${value}`).join("; ");
  const path = routes.exportTechnicalSecret(structure.id);
  const session = await sessionCookieFor(portal, manager);
  const elsewhere = `${session.name}=${session.value}; ${sealed}`;

  const inAnotherSession = await ask(portal, path, {
    method: "POST",
    headers: { Cookie: elsewhere, Origin: portal.url },
  });
  expect([inAnotherSession.status, inAnotherSession.body]).toEqual([204, ""]);
  const seen = await ask(portal, summary, { headers: { Cookie: elsewhere } });
  expect(seen.status).toBe(200);
  expect(seen.body).toContain("Le mot de passe n");
  await page.unroute(isSummary, held);
  const answer = await page.goto(summary);
  expect(answer?.headers()["cache-control"]).toBe("private, no-store");
  const password = await shownPassword(page);
  for (const { body } of [inAnotherSession, seen]) expect(body).not.toContain(password);

  const own = jar.map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const origin of ["https://evil.example", "null"]) {
    expect((await ask(portal, path, { method: "POST", headers: { Cookie: own, Origin: origin } })).status).toBe(403);
  }
  expect((await ask(portal, path, { headers: { Cookie: own } })).status).toBe(405);
  const exported = await ask(portal, path, { method: "POST", headers: { Cookie: own, Origin: portal.url } });
  expect(exported.status).toBe(200);
  expect(exported.headers).toMatchObject({
    "content-type": "application/pdf",
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  });
  expect(exported.headers["content-disposition"]).toMatch(/^attachment; /);
});

test("R-1005, R-1011, R-1012 · the commands printed on S-16, typed in a terminal, lead to the structures", async ({
  page,
  portal,
  context,
}) => {
  test.skip(spawnSync("curl", ["--version"]).status !== 0, "there is no curl on this machine to type the commands to");
  const { structure } = await signedInManager(portal, context);
  const password = await createdUser(page, structure);
  const [token = "", keep = "", call = "", ...more] = await page.locator("main li code").allInnerTexts();
  expect(more).toEqual([]);

  const given = await type(token, { answers: password });
  expect(given.status).toBe(200);
  expect(given.body).toEqual({ access_token: expect.any(String), token_type: "Bearer", expires_in: 3600 });
  const kept = keep.replace("valeur de access_token", () => String(given.body.access_token));
  expect(kept).not.toBe(keep);
  const called = await type(`${kept}\n${call}`);
  expect(called.status).toBe(200);
  expect(called.body).toMatchObject({ items: [{ id: structure.id, identifier: structure.identifier }] });
});

test("R-1002, SEC-82 · limited to one of his two structures, it sees that one alone, until the limit goes", async ({
  page,
  portal,
  context,
}) => {
  const { structure, second } = await managerOfTwo(portal, context);
  await page.goto(routes.newTechnicalAccount(structure.id));
  await page.getByLabel("Seulement celles de la liste").check();
  await page.getByLabel(structure.legalName).check();
  await page.getByLabel("Votre mot de passe").fill(PASSWORD);
  await page.getByRole("button", { name: "Créer l'utilisateur technique" }).click();
  const password = await shownPassword(page);
  const token = await aToken(portal, loginOf(structure), password);
  expect(await structuresOf(portal, token)).toEqual([structure.id]);
  await page.goto(routes.technicalAccount(structure.id));
  await expect(fact(page, "Structures")).toHaveText(structure.legalName);

  await page.getByRole("link", { name: "Modifier ses limites" }).click();
  const limits = page.getByRole("dialog", { name: "Modifier les limites de l'utilisateur technique" });
  await becomesModal(limits);
  await expect(limits.getByLabel(structure.legalName)).toBeChecked();
  await expect(limits.getByLabel(second.legalName)).not.toBeChecked();
  await limits.getByLabel("Toutes celles dont je suis gestionnaire principal").check();
  await limits.getByRole("button", { name: "Enregistrer les limites" }).click();
  await expect(page.getByRole("status")).toContainText("Les limites de l'utilisateur technique ont été modifiées.");
  expect((await structuresOf(portal, token)).sort()).toEqual([structure.id, second.id].sort());
});

test("R-170, R-1007 · after a new identifier the reset says the login that comes, and the former one is refused", async ({
  page,
  portal,
  context,
  database,
}) => {
  const { structure } = await signedInManager(portal, context);
  const former = await aUserOf(portal, structure);
  const identifier = freshIdentifier();
  await database.query("update structures set identifier = $2 where id = $1", [structure.id, identifier]);
  const login = loginOf({ ...structure, identifier });
  await page.goto(routes.renewTechnicalSecret(structure.id));
  const question = page.getByRole("dialog", { name: "Confirmation de réinitialisation du mot de passe" });
  await becomesModal(question);
  await expect(question).toContainText(`deviendra ${login}.`);
  await question.getByLabel("Votre mot de passe").fill(PASSWORD);
  await question.getByRole("button", { name: "Confirmer" }).click();
  const password = await shownPassword(page);
  await expect(page.getByRole("main")).toContainText(`du compte utilisateur technique ${login} pour la structure`);
  expect(await structuresOf(portal, await aToken(portal, login, password))).toEqual([structure.id]);
  expect((await tokenFor(portal, former.login, former.password)).status).toBe(401);
});

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

/** S-15, answered; whoever gave the password a moment ago is not asked for it (SEC-45). */
async function askForUser(page: Page, structure: Structure): Promise<void> {
  await page.goto(routes.newTechnicalAccount(structure.id));
  const again = page.getByLabel("Votre mot de passe");
  if ((await again.count()) > 0) await again.fill(PASSWORD);
  await page.getByRole("button", { name: "Créer l'utilisateur technique" }).click();
}

/** S-15, answered, and the password that S-16 shows. */
async function createdUser(page: Page, structure: Structure): Promise<string> {
  await askForUser(page, structure);
  return shownPassword(page);
}

/** A question comes with the page and is lifted above it by a script: what is pressed in between may miss. */
function becomesModal(question: Locator): Promise<void> {
  return expect.poll(() => question.evaluate((dialog) => dialog.matches(":modal"))).toBe(true);
}

/** What a list of facts says under that name. */
function fact(page: Page, term: string): Locator {
  const row = page.locator("dl > div").filter({ has: page.getByText(term, { exact: true }) });
  return row.locator("dd");
}

/** A structure as R-1005 names it. */
function named({ identifierType, identifier, legalName }: Structure): string {
  return `${displayIdentifier(identifierType, identifier)} ${legalName}`;
}

/** The password in its box on S-16. */
async function shownPassword(page: Page): Promise<string> {
  const box = page.getByRole("main").locator("p.font-mono");
  await expect(box).toHaveText(/^\S{20}$/);
  return (await box.textContent()) ?? "";
}

function loginOf({ identifier }: Structure): string {
  return `TECH_0${identifier}@api.attache.example`;
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Types lines in a terminal, and an answer where one is asked for; the last line is a curl. */
async function type(lines: string, { answers = "" } = {}): Promise<{ status: number; body: Record<string, unknown> }> {
  // A session of its own has no terminal: curl then reads the password where a pipe can give it.
  const shell = spawn("sh", ["-c", `${lines} --silent --write-out '\\n%{http_code}'`], { detached: true });
  shell.stdin.end(`${answers}\n`);
  let said = "";
  for await (const part of shell.stdout) said += part;
  const [body = "", status] = said.split(/\n(?=\d{3}$)/);
  return { status: Number(status), body: JSON.parse(body) };
}

function tokenFor(portal: Portal, login: string, password: string) {
  const Authorization = `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}`;
  const headers = { Authorization, "Content-Type": "application/x-www-form-urlencoded" };
  return ask(portal, routes.apiToken(), { method: "POST", headers, body: "grant_type=client_credentials" });
}

async function aToken(portal: Portal, login: string, password: string): Promise<string> {
  const answer = await tokenFor(portal, login, password);
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body).access_token;
}

/** The structures that software is shown. */
async function structuresOf(portal: Portal, token: string): Promise<string[]> {
  const answer = await ask(portal, "/api/v1/structures", { headers: { Authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body).items.map(({ id }: { id: string }) => id);
}

async function managerOfTwo(portal: Portal, context: BrowserContext) {
  const { structure, manager } = await signedInManager(portal, context);
  const ctx = behind(portal);
  const provisional = { identifierType: "EN_COURS_IMMATRICULATION", identifier: freshIdentifier() } as const;
  const second = await aStructure(ctx, { ...provisional, legalName: "Scierie Plozévet" });
  await aManagerOf(ctx, second, { account: manager });
  await ctx.close();
  return { structure, second };
}

async function aUserOf(portal: Portal, structure: Structure) {
  const ctx = behind(portal);
  const user = await aTechnicalAccountOf(ctx, structure);
  await ctx.close();
  return user;
}

async function signedInManager(portal: Portal, context: BrowserContext) {
  const { structure, manager } = await aManagedStructure(portal, { legalName: "Menuiserie Locronan" });
  await signInByCookie(context, portal, manager);
  return { structure, manager };
}
