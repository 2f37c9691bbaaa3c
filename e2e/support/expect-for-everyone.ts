import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./expect-accessible";

// Each colour scheme and each width once: what depends on both at a time is nothing axe looks at.
const looks = [
  { width: 1280, colorScheme: "light" },
  { width: 375, colorScheme: "dark" },
] as const;

/** axe, one h1, a title of its own, targets of 24 px, and no way to the side at 320 px; in both schemes. */
export async function expectForEveryone(page: Page, title: string): Promise<void> {
  await test.step(`${title}: for everyone`, async () => {
    await expect(page).toHaveTitle(new RegExp(`^${title} - Attache$`));
    await expect(page.locator("h1")).toHaveCount(1);
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    const before = page.viewportSize();
    for (const { width, colorScheme } of looks) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expectAccessible(page);
      expect(await smallTargets(page), "targets under 24 px (A11Y-19)").toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await beyondTheWindow(page), "what stands beyond a window of 320 px (A11Y-17)").toEqual([]);
    if (before) await page.setViewportSize(before);
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  });
}

/** What can be pressed and is too small: links inside a sentence are excepted, as WCAG 2.5.8 does. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("p, li, .sr-only"))
      .filter((element) => !element.matches("[type=hidden], .sr-only, .sr-only *, [href='#contenu']"))
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width < 24 || height < 24;
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}

/** What makes the page scroll to the side; what scrolls inside its own frame does not count. */
function beyondTheWindow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth } = document.documentElement;
    if (scrollWidth <= window.innerWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
