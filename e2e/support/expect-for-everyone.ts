import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./expect-accessible";

// Each colour scheme and each width once: what depends on both at a time is nothing axe looks at.
const looks = [
  { width: 1280, colorScheme: "light" },
  { width: 375, colorScheme: "dark" },
] as const;

/** Twice the text, and the spacing that WCAG 1.4.12 lets a reader choose. */
const readersOwn = {
  "200 % text (R-1203, A11Y-17)": ":root { font-size: 200% !important }",
  "wide text spacing (A11Y-18)": `* {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }`,
};

/**
 * axe, one h1, a title of its own, targets of 24 px, ids that are one, nothing that sticks or moves, and text that may
 * be enlarged and spaced without loss; in both schemes, and with no way to the side at 320 px.
 */
export async function expectForEveryone(page: Page, title: string): Promise<void> {
  await test.step(`${title}: for everyone`, async () => {
    await expect(page).toHaveTitle(new RegExp(`^${title.replaceAll(" ", "\\s")} - Attache$`));
    await expect(page.locator("h1")).toHaveCount(1);
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    const before = page.viewportSize();
    for (const { width, colorScheme } of looks) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      // What had begun to move before we asked for rest comes to its end.
      await expect.poll(() => whatSticksOrMoves(page), "what sticks, moves, or shares its id").toEqual([]);
      await expectAccessible(page);
      expect(await smallTargets(page), "targets under 24 px (A11Y-19)").toEqual([]);
      for (const [name, style] of Object.entries(readersOwn)) {
        // A phone is narrow enough without: twice the text is asked for where 400 % zoom is not (A11Y-17).
        if (width < 640 && name.startsWith("200 %")) continue;
        expect(await lostUnder(page, style), `${name}, ${width} px`).toEqual([]);
      }
    }
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await lostUnder(page, ""), "what stands beyond a window of 320 px (A11Y-17)").toEqual([]);
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

/**
 * What would hide the focus (A11Y-15: only an open dialog stands before the page), what moves for a reader who asked for
 * rest (A11Y-32), and ids that a link could not lead to (A11Y-22).
 */
function whatSticksOrMoves(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ids = new Set<string>();
    const odd = [...document.querySelectorAll("body *")].filter((element) => {
      const twice = element.id !== "" && ids.has(element.id);
      ids.add(element.id);
      if (twice) return true;
      if (!element.checkVisibility({ visibilityProperty: true })) return false;
      const { position, animationName, transitionDuration } = getComputedStyle(element);
      if (animationName !== "none" || /[1-9]/.test(transitionDuration)) return true;
      return /^(sticky|fixed)$/.test(position) && !element.closest("dialog:modal");
    });
    const running = document.getAnimations().map((animation) => `animation ${animation.id}`);
    return [...odd.map((element) => element.outerHTML.slice(0, 120)), ...running];
  });
}

/**
 * What a style of the reader's own pushes beyond the window or cuts off. What scrolls inside its own frame does not
 * count; a style sheet made by a script is what our policy lets through.
 */
function lostUnder(page: Page, style: string): Promise<string[]> {
  return page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
    const all = [...document.querySelectorAll("body *")];
    const aside = document.documentElement.scrollWidth > window.innerWidth;
    const beyond = all.filter((element) => aside && element.getBoundingClientRect().right > window.innerWidth);
    const cut = all.filter((element) => {
      // What is for the ear alone is one pixel wide.
      if (!element.textContent?.trim() || element.clientWidth <= 1 || element.closest("svg, select")) return false;
      const { overflowX, overflowY } = getComputedStyle(element);
      // A dialog scrolls by itself, and one way only.
      if (element.matches("dialog") && element.scrollWidth > element.clientWidth) return true;
      const hides = /^(hidden|clip)$/;
      return (
        (hides.test(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (hides.test(overflowY) && element.scrollHeight > element.clientHeight + 1)
      );
    });
    document.adoptedStyleSheets = [];
    return [...beyond, ...cut].map((element) => element.outerHTML.slice(0, 120));
  }, style);
}
