import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { aManagerOf, anAccount, aStructure, aTechnicalAccountOf } from "@/lib/testing/people";
import { expectAccessible } from "./support/expect-accessible";
import { expectForEveryone } from "./support/expect-for-everyone";
import { freshIdentifier } from "./support/known-structures";
import { behind } from "./support/people";
import type { Portal } from "./support/portals";
import { sentencesIn } from "./support/sentences";
import { expect, test } from "./support/test";

const GUIDE = "/documentation-api";
const placeholders = { login: "TECH_LOGIN", password: "TECH_PASSWORD", token: "ACCESS_TOKEN" };

test("A11Y-34 · the guide is for everyone", async ({ page }) => {
  await page.goto(GUIDE);
  await expectForEveryone(page, sentencesIn("fr", "apiGuide").title);
});

test("R-1209 · the guide is whole in English", { tag: ["@phone", "@no-js"] }, async ({ page }) => {
  await page.goto(GUIDE);
  await page.getByRole("button", { name: "English" }).click();
  const words = sentencesIn("en", "apiGuide");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.title);
  for (const part of [words.user, words.start, words.existing, words.rotation, words.errors, words.safety]) {
    await expect(page.getByRole("heading", { level: 2, name: part.title, exact: true })).toBeVisible();
  }
  await expect(page.getByRole("main")).not.toContainText(/apiGuide\.\w+\.|MISSING/);
  await expectAccessible(page);
});

test("R-1012 · from the site map to the guide, the reference and the OpenAPI document: no link is dead", async ({
  page,
}) => {
  await page.goto("/plan-du-site");
  await page
    .getByRole("main")
    .getByRole("link", { name: sentencesIn("fr", "apiGuide").title })
    .click();
  await expect(page).toHaveURL(new RegExp(`${GUIDE}$`));
  const hrefs = await page
    .locator("main a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect(hrefs).toEqual(expect.arrayContaining(["/documentation-api/reference", "/api/v1/openapi.json"]));
  for (const href of new Set(hrefs)) {
    const [path = "", anchor] = href.split("#");
    if (path !== "") {
      const answer = await page.request.get(path);
      expect(answer.status(), href).toBe(200);
      if (anchor) expect(await answer.text(), href).toContain(`id="${anchor}"`);
    } else {
      await expect(page.locator(`[id="${anchor}"]`), href).toHaveCount(1);
    }
  }
});

test.describe("with a technical user", () => {
  test.use({ portalKind: "open" });

  test("R-1011, R-1012, R-1013 · the three commands, copied from the page, lead from zero to an answer", {
    tag: "@no-js",
  }, async ({ page, portal }) => {
    const { login, password, structure } = await aTechnicalUser(portal);
    await page.goto(GUIDE);
    const commands = await commandsOn(page);
    expect(commands).toHaveLength(3);
    for (const command of commands) expect(command, "the portal's own address").toContain(`'${portal.url}/`);
    const [askForToken = "", firstCall = "", facade = ""] = commands;
    const typed = (command: string, token = "") =>
      command
        .replaceAll(placeholders.login, login)
        .replaceAll(placeholders.password, () => password)
        .replaceAll(placeholders.token, token);

    const given = await run(typed(askForToken));
    expect(given).toEqual({ access_token: expect.any(String), token_type: "Bearer", expires_in: 3600 });
    const token = String(given.access_token);
    expect(await run(typed(firstCall, token))).toMatchObject({
      login,
      structureId: structure.id,
      structureIds: [structure.id],
      readOnly: false,
    });
    expect(await run(typed(facade, token))).toMatchObject({
      codeRetour: 0,
      libelle: "GCU_MSG_01_000",
      listeStructureRattachement: [{ identifiantStructure: structure.identifier }],
      parametresRetour: { total: 1 },
    });
  });

  test("R-1012 · a wrong password meets the errors that the guide tells of", async ({ page, portal }) => {
    const { login } = await aTechnicalUser(portal);
    await page.goto(GUIDE);
    const [askForToken = "", firstCall = ""] = await commandsOn(page);
    const wrong = askForToken.replace(placeholders.login, login).replace(placeholders.password, "no-such-password");
    expect(await run(wrong)).toMatchObject({ error: "invalid_client" });
    const refused = await run(firstCall.replace(placeholders.token, "att1.1.none.none"));
    expect(refused).toMatchObject({ status: 401, code: "UNAUTHORISED" });
    await expect(page.getByRole("main")).toContainText("UNAUTHORISED");
    expect(String(refused.type)).toContain("/documentation-api/reference#");
  });
});

/** A structure whose primary manager has a technical user, with the password that S-16 showed him. */
async function aTechnicalUser(portal: Portal) {
  const ctx = behind(portal);
  try {
    const provisional = { identifierType: "EN_COURS_IMMATRICULATION", identifier: freshIdentifier() } as const;
    const structure = await aStructure(ctx, provisional);
    const account = await anAccount(ctx, { email: `manager.${ctx.id()}@example.org` });
    await aManagerOf(ctx, structure, { account });
    return { structure, ...(await aTechnicalAccountOf(ctx, structure)) };
  } finally {
    await ctx.close();
  }
}

/** The commands of the page, as selecting and copying them gives them. */
async function commandsOn(page: Page): Promise<string[]> {
  const blocks = await page.locator("pre code").allInnerTexts();
  return blocks.filter((text) => text.startsWith("curl "));
}

/** Types a command in a terminal; where there is no curl, sends what it would have sent. */
async function run(command: string): Promise<Record<string, unknown>> {
  if (spawnSync("curl", ["--version"]).status !== 0) return sendLikeCurl(command);
  const { stdout } = await promisify(execFile)("sh", ["-c", command]);
  return JSON.parse(stdout);
}

async function sendLikeCurl(command: string): Promise<Record<string, unknown>> {
  const encode = (text: string) => Buffer.from(text).toString("base64");
  const written = command.replace(/\$\(printf '%s' '([^']*)' [^)]*\)/, (_, text: string) => encode(text));
  const [address = ""] = written.match(/(?<=')https?:[^']+(?=')/) ?? [];
  const headers = new Headers(
    [...written.matchAll(/-H (['"])(.*?): (.*?)\1/g)].map(([, , name = "", value = ""]) => [name, value]),
  );
  const [, credentials] = /-u '([^']*)'/.exec(written) ?? [];
  if (credentials) headers.set("Authorization", `Basic ${encode(credentials)}`);
  const [, body] = /-d '([^']*)'/.exec(written) ?? [];
  if (body && !headers.has("Content-Type")) headers.set("Content-Type", "application/x-www-form-urlencoded");
  const answer = await fetch(address, { headers, ...(body && { method: "POST", body }) });
  return answer.json();
}
