import type { Page } from "@playwright/test";
import type { Language } from "@/lib/i18n/language";
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
