import { beforeEach, expect, test, vi } from "vitest";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import type { TestContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { freshWorld, readPage, world } from "@/lib/testing/read-page";
import { aMailedLink } from "@/lib/testing/registrations";
import NewPasswordPage from "../nouveau-mot-de-passe/page";
import RefusedPage from "../nouveau-mot-de-passe/refuse/page";
import SentPage from "./envoye/page";
import AddressPage from "./page";
import QuestionPage from "./question/page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/sealed-cookie", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({ requireHuman: async () => ({ kind: "human" }) }));
vi.mock("@/lib/web/human-check", () => ({ humanCheck: async () => null }));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {}, NextResponse: {} }));

let ctx: TestContext;

beforeEach(async () => {
  ctx = await freshWorld();
});

test("R-430 · each screen of S-06 says what is asked, what comes next and who helps", async () => {
  const { email } = await anAccount(ctx);
  expect(await readPage(AddressPage)).toContain("Nous vous poserons ensuite votre question secrète");
  world.sealed.set("lost-password", { email, reached: "question" });
  const question = await readPage(QuestionPage);
  for (const words of [
    "Question secrète : Quel était le nom de votre premier animal de compagnie ?",
    email,
    "Le support peut lancer lui-même le changement de mot de passe",
    ctx.env.SUPPORT_EMAIL,
  ]) {
    expect(question).toContain(words);
  }
  world.sealed.set("lost-password", { email, reached: "sent" });
  const sent = await readPage(SentPage);
  expect(sent).toContain(fr.messages["M-42"]);
  expect(sent).toContain(`Adresse indiquée : ${email}`);
  expect(sent).toContain("reste valable 60 minutes");
  await expect(readPage(QuestionPage)).rejects.toThrow("NEXT_REDIRECT");
  world.sealed.clear();
  expect(await readPage(SentPage)).toContain(fr.messages["M-42"]);
  await expect(readPage(QuestionPage)).rejects.toThrow("NEXT_REDIRECT");
});

test("R-430, SEC-22 · step 2 tells everybody alike who need not answer, and where that mail went; so does the last page", async () => {
  const told = async (email: string) => {
    world.sealed.set("lost-password", { email, reached: "question" });
    const question = await readPage(QuestionPage);
    world.sealed.set("lost-password", { email, reached: "sent" });
    const sent = await readPage(SentPage);
    expect(question).toContain(fr.recovery.question.noAnswer);
    expect(question.indexOf(fr.recovery.question.noAnswer)).toBeLessThan(question.indexOf("Réponse"));
    for (const page of [question, sent]) expect(page).toContain("à l'adresse de contact du compte s'il est désactivé");
    expect(sent).not.toContain("reçu à cette adresse");
    return `${question}${sent}`.replaceAll(email, "").replaceAll(/Question secrète : [^|]*/g, "");
  };
  const { email: active } = await anAccount(ctx);
  const { email: closed } = await anAccount(ctx, DEACTIVATED);
  expect(await told(closed)).toBe(await told(active));
  expect(await told("nobody@example.org")).toBe(await told(active));
});

test("R-416 · the question stands in the visitor's language, not in the account's", async () => {
  const { email } = await anAccount(ctx, { language: "fr" });
  world.language = "en";
  world.sealed.set("lost-password", { email, reached: "question" });
  expect(await readPage(QuestionPage)).toContain("Secret question: What was the name of your first pet?");
});

test("C-03, SEC-71 · with SECRET_QUESTION=off no screen speaks of a question, and its page is not there", async () => {
  ctx = await freshWorld({ env: { SECRET_QUESTION: "off" } });
  const { email } = await anAccount(ctx);
  world.sealed.set("lost-password", { email, reached: "question" });
  await expect(readPage(QuestionPage)).rejects.toThrow("NEXT_REDIRECT");
  for (const page of [AddressPage, SentPage]) expect(await readPage(page)).not.toMatch(/question/i);
});

test("R-431 · S-07 says whose password it is, the rules and what happens; M-44 has a way to ask again", async () => {
  const { id, email } = await anAccount(ctx);
  const secret = await aMailedLink(ctx, { purpose: "password-reset", subjectId: id, email });
  for (const language of ["fr", "en"] as const) {
    world.language = language;
    const { messages, passwords, recovery } = language === "fr" ? fr : en;
    world.sealed.set("password-link", { secret });
    const page = await readPage(NewPasswordPage);
    for (const words of [email, passwords.rulesText, recovery.choose.password, recovery.choose.consequence]) {
      expect(page).toContain(words);
    }
    expect(page).not.toContain(secret);
    const refused = await readPage(RefusedPage);
    expect(refused).toContain(messages["M-44"]);
    expect(refused).toContain(recovery.refused.again);
    world.sealed.clear();
    await expect(readPage(NewPasswordPage)).rejects.toThrow("NEXT_REDIRECT");
  }
});
