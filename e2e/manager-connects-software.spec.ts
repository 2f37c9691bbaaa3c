import { spawn, spawnSync } from "node:child_process";
import { PASSWORD } from "@/lib/testing/people";
import { routes } from "@/lib/web/routes";
import { ask } from "./support/ask";
import { freshIdentifier } from "./support/known-structures";
import type { Portal } from "./support/portals";
import {
  aUserOf,
  becomesModal,
  createdUser,
  fact,
  loginOf,
  managerOfTwo,
  shownPassword,
  signedInManager,
} from "./support/technical-user";
import { expect, test } from "./support/test";

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
