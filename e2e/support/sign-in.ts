import { expect, type Page } from "@playwright/test";
import type { Language } from "@/lib/i18n/language";
import { PASSWORD } from "@/lib/testing/people";
import { codeOf } from "@/lib/testing/second-factors";
import { sentencesIn } from "./sentences";

/** Types an address and a password into the sign-in form of the page, and sends it. */
export async function signIn(
  page: Page,
  { email, password }: { email: string; password: string },
  language: Language = "fr",
): Promise<void> {
  const words = sentencesIn(language, "signIn");
  await page.locator("#form").getByLabel(words.email).fill(email);
  await page.locator("#form-password").fill(password);
  await page.getByRole("button", { name: words.submit }).click();
}

/** The key that the page of the enrolment shows for an authenticator application. */
export async function shownKey(page: Page): Promise<string> {
  return ((await page.locator("#key").textContent()) ?? "").replaceAll(" ", "");
}

/**
 * Sets an authenticator application up from its page, the password included, and keeps the recovery codes. The code of the
 * current step is used up by it: a sign-in right afterwards takes the next one.
 */
export async function setUpApplication(
  page: Page,
  language: Language = "fr",
): Promise<{ key: string; codes: string[] }> {
  const words = sentencesIn(language, "secondFactor");
  await page.goto("/mon-compte/double-authentification/application");
  await page.locator("#form-password").fill(PASSWORD);
  await page.getByRole("button", { name: words.application.begin }).click();
  await expect(page.locator("#key")).toBeVisible();
  const key = await shownKey(page);
  await page.getByLabel(words.application.code).fill(codeOf(key, new Date()));
  await page.getByRole("button", { name: words.application.activate }).click();
  const list = page.getByRole("list", { name: words.codes.list });
  await expect(list.getByRole("listitem")).toHaveCount(10);
  const codes = (await list.getByRole("listitem").allTextContents()).map((code) => code.trim());
  await page.getByRole("button", { name: words.codes.kept }).click();
  await expect(page.getByRole("status").filter({ hasText: words.done.codes })).toBeVisible();
  return { key, codes };
}
