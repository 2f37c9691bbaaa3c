import { expect, type Page } from "@playwright/test";
import type { Language } from "@/lib/i18n/language";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Mailbox } from "./mailbox";
import { sentencesIn } from "./sentences";
import type { Person } from "./test";

/** Step 1, from its empty form to the next step. */
export async function introduceOneself(page: Page, person: Person, language: Language = "fr"): Promise<void> {
  const { person: words, next } = sentencesIn(language, "signUp");
  await page.getByLabel(words.email).first().fill(person.email);
  await page.getByLabel(words.emailAgain).fill(person.email);
  await page.getByRole("textbox", { name: words.familyName, exact: true }).fill(person.familyName);
  await page.getByRole("textbox", { name: words.givenName, exact: true }).fill(person.givenName);
  await page.getByRole("textbox", { name: words.contactEmail, exact: true }).fill(person.email);
  await page.getByLabel(words.terms).check();
  await page.getByRole("button", { name: next }).click();
  await page.waitForURL("**/inscription/organisation");
}

/** Step 2, the search: it ends on the fields of the case, or on the same form with a refusal. */
export async function searchOrganisation(
  page: Page,
  type: IdentifierType,
  identifier: string,
  language: Language = "fr",
): Promise<void> {
  const words = sentencesIn(language, "signUp").organisation;
  await page.getByLabel(words.identifierType).selectOption(type);
  await page.getByRole("textbox", { name: words.identifier, exact: true }).fill(identifier);
  await page.getByRole("button", { name: words.search }).click();
}

/** Step 2, what one types oneself where the register says nothing. */
export async function describeStructure(
  page: Page,
  { legalName, country = "FR", postcode = "35000" }: { legalName: string; country?: string; postcode?: string },
  language: Language = "fr",
): Promise<void> {
  const words = sentencesIn(language, "signUp").organisation;
  await page.getByLabel(words.legalName).fill(legalName);
  await page.getByRole("textbox", { name: words.addressLine1, exact: true }).fill("12 rue des Lilas");
  await page.getByLabel(words.postcode).fill(postcode);
  await page.getByRole("textbox", { name: words.city, exact: true }).fill("Rennes");
  await page.getByLabel(words.country).selectOption(country);
}

/** "Suivant", whatever the step. */
export async function goOn(page: Page, language: Language = "fr"): Promise<void> {
  await page.getByRole("button", { name: sentencesIn(language, "signUp").next }).click();
}

/** Step 4, once the anti-robot check has passed: "Créer mon compte", up to S-03. */
export async function createAccount(page: Page, language: Language = "fr"): Promise<void> {
  await page.waitForURL("**/inscription/verification");
  await humanCheckPassed(page, language);
  await page.getByRole("button", { name: sentencesIn(language, "signUp").verification.submit }).click();
  await page.waitForURL("**/inscription/recapitulatif");
}

/** The anti-robot step says aloud that it has passed (A11Y-10). */
export async function humanCheckPassed(page: Page, language: Language = "fr"): Promise<void> {
  await expect(page.getByText(sentencesIn(language, "forms").humanCheck.passed)).toBeVisible();
}

/** The link of the newest activation mail (N-02). */
export async function activationLink(mailbox: Mailbox, person: Person, language: Language = "fr"): Promise<string> {
  const { title } = sentencesIn(language, "mails").activationInvited;
  const { links } = await mailbox.waitFor(person.email, new RegExp(title));
  const link = links.find((address) => address.includes("/activation/"));
  if (!link) throw new Error(`The activation mail holds no link to follow; it holds ${links.join(", ")}.`);
  return link;
}

/** S-04, from the mailed link to S-09. */
export async function activate(page: Page, link: string, person: Person, language: Language = "fr"): Promise<void> {
  await page.goto(link);
  await choosePassword(page, person, language);
  await page.getByRole("button", { name: sentencesIn(language, "activation").submit }).click();
  await page.waitForURL("**/accueil?*");
}

/** S-04: fills in the password, its confirmation and the secret question, and sends nothing. */
export async function choosePassword(page: Page, person: Person, language: Language = "fr"): Promise<void> {
  const words = sentencesIn(language, "passwords");
  await page.getByLabel(words.password, { exact: false }).first().fill(person.password);
  await page.getByLabel(words.confirmation).first().fill(person.password);
  await page.getByLabel(words.secretQuestion).selectOption("firstPet");
  await page.getByLabel(words.secretAnswer).fill(person.secretAnswer);
}
