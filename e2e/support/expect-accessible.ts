import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

/** axe finds nothing on the page as it stands (A11Y-34). */
export async function expectAccessible(page: Page): Promise<void> {
  // axe is a script itself: what the same page looks like to it with scripts is tested with scripts.
  if (test.info().project.use.javaScriptEnabled === false) return;
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `    ${node.html}`).join("\n")}`,
  );
  expect(found, `axe on ${page.url()}`).toEqual([]);
}
