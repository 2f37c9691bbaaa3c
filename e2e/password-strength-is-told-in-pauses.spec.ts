import { routes } from "@/lib/web/routes";
import { anAccountAt } from "./support/known-structures";
import { signInByCookie } from "./support/people";
import { untilScriptsAnswerFor } from "./support/scripts";
import { expect, test } from "./support/test";

test.use({ portalKind: "open" });

const level = "Niveau de sécurité du mot de passe";

test("A11Y-12 · the level is seen to rise while one types, and is said once, when the typing pauses", async ({
  page,
  portal,
  person,
  context,
}) => {
  await signInByCookie(context, portal, await anAccountAt(portal, { email: person.email }));
  await page.clock.install();
  await page.goto(routes.changePassword());
  // The dictionaries come with the first key.
  await untilScriptsAnswerFor(page.locator("#form-newPassword"));
  await page.locator("#form-newPassword").focus();
  const seen = page.locator('div[aria-hidden="true"] > p').filter({ hasText: level });
  await page.keyboard.type("a");
  await expect(seen).toHaveText(/\s: 0 /);
  const said = page.getByRole("status").filter({ hasText: level });
  await expect(said).toHaveText(/\s: 0 /);

  // From here on time passes only as the test says: a slow machine makes no pause of its own.
  await page.clock.pauseAt(new Date(Date.now() + 3_600_000));
  await page.evaluate(() => {
    const heard: string[] = [];
    const shown: string[] = [];
    Object.assign(window, { heard, shown });
    const options = { childList: true, characterData: true, subtree: true };
    const meter = [...document.querySelectorAll('[role="status"]')].find((region) => region.textContent !== "");
    const visible = meter?.parentElement?.querySelector('[aria-hidden="true"] > p');
    if (!meter || !visible) throw new Error("There is no meter.");
    new MutationObserver(() => meter.textContent && heard.push(meter.textContent)).observe(meter, options);
    new MutationObserver(() => shown.push(visible.textContent)).observe(visible, options);
  });
  for (const letter of "irafe jaune 77 et rien") {
    await page.keyboard.type(letter);
    await page.clock.runFor(200);
  }
  await expect(seen).toHaveText(/\s: 4 /);
  const told = () =>
    page.evaluate(() => {
      const { heard, shown } = window as unknown as { heard: string[]; shown: string[] };
      return { heard, shown };
    });
  expect((await told()).shown.length, "levels seen").toBeGreaterThan(1);
  expect((await told()).heard, "said while the keys go down").toEqual([]);
  await page.clock.runFor(1_000);
  await expect(said).toHaveText(/\s: 4 /);
  expect((await told()).heard).toEqual([`${level}\u00a0: 4 (Fort)`]);
});
