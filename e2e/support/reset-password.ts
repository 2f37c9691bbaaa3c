import type { Locator, Page } from "@playwright/test";
import type { Language } from "@/lib/i18n/language";
import type { Mailbox } from "./mailbox";
import { sentencesIn } from "./sentences";
import { expect, type Person } from "./test";

const M44 = "Ce lien n'est plus valide. Veuillez renouveler votre demande.";

/** The link of the newest N-03. */
export async function resetLink(mailbox: Mailbox, person: Person, language: Language = "fr"): Promise<string> {
  const { title } = sentencesIn(language, "mails").passwordReset;
  const { links } = await mailbox.waitFor(person.email, new RegExp(title));
  const link = links.find((address) => address.includes("/nouveau-mot-de-passe/"));
  if (!link) throw new Error(`The mail holds no link to follow; it holds ${links.join(", ")}.`);
  return link;
}

/** The field of the new password on S-07. */
export function newPassword(page: Page): Locator {
  return page.locator("#form-newPassword");
}

/** The field that asks for it once more. */
export function confirmation(page: Page): Locator {
  return page.locator("#form-confirmation");
}

/** Answers S-07. */
export async function chooseNewPassword(page: Page, password: string, language: Language = "fr"): Promise<void> {
  await newPassword(page).fill(password);
  await confirmation(page).fill(password);
  await page.getByRole("button", { name: sentencesIn(language, "recovery").submit }).click();
}

/** The page of a link that leads nowhere any more. */
export async function expectDeadLink(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/nouveau-mot-de-passe\/refuse$/);
  await expect(page.getByText(M44)).toBeVisible();
}
