import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { confirmContactEmail } from "@/lib/account/confirm-contact-email";
import { confirmLoginEmail } from "@/lib/account/confirm-login-email";
import type { Email } from "@/lib/account/email";
import { findLink } from "@/lib/account/redeem-link";
import { requestContactEmail } from "@/lib/account/request-contact-email";
import { requestLoginEmail } from "@/lib/account/request-login-email";
import type { LinkPurpose } from "@/lib/account/single-use-link";
import { closeAccount } from "@/lib/departure/close-account";
import { deactivateOwnAccount } from "@/lib/departure/deactivate-own-account";
import { formatMoment } from "@/lib/i18n/format-moment";
import { type Language, languages } from "@/lib/i18n/language";
import { personInput } from "@/lib/onboarding/inputs";
import { resendActivation } from "@/lib/onboarding/resend-activation";
import { signUp } from "@/lib/onboarding/sign-up";
import { answerSecretQuestion } from "@/lib/recovery/answer-secret-question";
import { askForReactivation } from "@/lib/recovery/ask-for-reactivation";
import { confirmReactivation } from "@/lib/recovery/confirm-reactivation";
import { reopenAccount } from "@/lib/recovery/reopen-account";
import { requestPasswordReset } from "@/lib/recovery/request-password-reset";
import { startPasswordReset } from "@/lib/recovery/start-password-reset";
import { type TestContext, testContext } from "@/lib/testing/context";
import { type Account, anAccount, aPasswordProofOf, aSessionOf, SECRET_ANSWER } from "@/lib/testing/people";
import { aNewCompany } from "@/lib/testing/registrations";
import { deliverDue } from "./deliver-due";

const BASE = "https://portail.example";
const LOGIN = "camille@example.org" as Email; // written here, canonical
const CONTACT = "atelier@example.org" as Email;
const NEW_ADDRESS = "nouvelle@example.net" as Email;
const ORIGIN = "192.0.2.7";
// A Monday, 10:00 in Paris.
const NOW = new Date("2026-01-05T09:00:00Z");

describe.each(languages)("R-1104 · the six mails of the sources, in %s", (language) => {
  const say = (fr: string, en: string) => (language === "fr" ? fr : en);

  describe("N-02 · account created, or the mail asked for again", () => {
    test("it goes to the login address, invites by one link, and says until when in bold", async () => {
      const ctx = await aPortal();
      await register(ctx, language);
      const [invited, ...others] = await mailsTitled(ctx, say("Activez votre compte", "Activate your account"));
      expect(others).toEqual([]);
      expect(invited?.to).toBe(LOGIN);
      expect(invited?.text).toContain(
        say(
          "Nous vous invitons à cliquer sur le lien suivant pour activer votre compte :\n\nActiver votre compte\n",
          "Please click on the following link to activate your account:\n\nActivate your account\n",
        ),
      );
      expect(invited?.html).toContain("<strong>04/02/2026 10:00:00</strong>");
      expect(await linkIn(ctx, invited?.text, { path: "activation", purpose: "activation" })).toMatchObject({
        email: LOGIN,
      });
    });

    test("asked for again, it carries a new link, and the old one is dead", async () => {
      const ctx = await aPortal();
      await register(ctx, language);
      await deliverDue(ctx);
      await resendActivation(ctx, { email: LOGIN, origin: ORIGIN });
      const [first, second] = await mailsTitled(ctx, say("Activez votre compte", "Activate your account"));
      expect([first?.to, second?.to]).toEqual([LOGIN, LOGIN]);
      const activation = { path: "activation", purpose: "activation" } as const;
      expect(await linkIn(ctx, first?.text, activation)).toBeNull();
      expect(await linkIn(ctx, second?.text, activation)).not.toBeNull();
    });
  });

  describe("N-11 · contact address changed, or login address changed", () => {
    test("the old and the new contact address are told, masked and dated; the new one alone confirms", async () => {
      const ctx = await aPortal();
      const { account, proof } = await signedIn(ctx, language);
      expect(await requestContactEmail(ctx, proof, { email: NEW_ADDRESS })).toEqual({ kind: "link-sent" });
      const mails = await mailsTitled(
        ctx,
        say("Changement de votre adresse de contact", "Change of your contact address"),
      );
      expect(mails.map(({ to }) => to).sort()).toEqual([CONTACT, NEW_ADDRESS].sort());
      for (const { text } of mails) {
        expect(text).toContain(`${say("Ancienne adresse :", "Former address:")} a•••@example.org\n`);
        expect(text).toContain(`${say("Nouvelle adresse :", "New address:")} n•••@example.net\n`);
        expect(text).toContain(`${say("Date :", "Date:")} ${formatMoment(NOW)}\n`);
        expect(text).not.toContain(CONTACT);
        expect(text).not.toContain(NEW_ADDRESS);
      }
      const to = (address: string) => mails.find((mail) => mail.to === address)?.text;
      const confirmation = { path: "adresse-de-contact", purpose: "contact-email-confirmation" } as const;
      expect(to(CONTACT)).not.toContain("/adresse-de-contact/");
      expect(await linkIn(ctx, to(NEW_ADDRESS), confirmation)).toMatchObject({ email: NEW_ADDRESS });
      await confirmContactEmail(ctx, secretIn(to(NEW_ADDRESS), "adresse-de-contact"));
      expect(await stateOf(ctx, account)).toMatchObject({ contactEmail: NEW_ADDRESS });
    });

    test("the old login address is told once the new one is confirmed, and not before", async () => {
      const ctx = await aPortal();
      const { proof } = await signedIn(ctx, language);
      await requestLoginEmail(ctx, proof, { email: NEW_ADDRESS });
      const title = say("Votre adresse de connexion a changé", "Your sign-in address was changed");
      expect(await mailsTitled(ctx, title)).toEqual([]);
      const [asked] = await mailsTitled(
        ctx,
        say("Confirmez votre nouvelle adresse de connexion", "Confirm your new sign-in address"),
      );
      expect(asked?.to).toBe(NEW_ADDRESS);
      expect(await confirmLoginEmail(ctx, secretIn(asked?.text, "adresse-de-connexion"))).toMatchObject({
        kind: "changed",
      });
      const [told, ...others] = await mailsTitled(ctx, title);
      expect(others).toEqual([]);
      expect(told?.to).toBe(LOGIN);
      expect(told?.text).toContain("c•••@example.org");
      expect(told?.text).toContain("n•••@example.net");
      expect(told?.text).toContain(formatMoment(NOW));
      expect(told?.text).not.toContain(NEW_ADDRESS);
    });
  });

  describe("N-03 · lost password", () => {
    const title = say("Choisissez un nouveau mot de passe", "Choose a new password");

    test("the right answer mails the login address: when it was asked, a link of 60 minutes, what to do if not you", async () => {
      const ctx = await aPortal();
      await somebody(ctx, language);
      await requestPasswordReset(ctx, { email: LOGIN, origin: ORIGIN });
      expect(await mailsTitled(ctx, title)).toEqual([]);
      await answerSecretQuestion(ctx, { email: LOGIN, answer: SECRET_ANSWER, origin: ORIGIN });
      const [mail, ...others] = await mailsTitled(ctx, title);
      expect(others).toEqual([]);
      expect(mail?.to).toBe(LOGIN);
      expect(mail?.text).toContain(formatMoment(NOW));
      expect(mail?.text).toContain(say("valable 60 minutes", "valid for 60 minutes"));
      expect(mail?.html).toContain("<strong>05/01/2026 11:00:00</strong>");
      expect(mail?.text).toContain(say("ne faites rien", "do nothing"));
      const reset = { path: "nouveau-mot-de-passe", purpose: "password-reset" } as const;
      expect(await linkIn(ctx, mail?.text, reset)).toMatchObject({ email: LOGIN });
    });

    test("support may start it: the same link to the same address, and it says so", async () => {
      const ctx = await aPortal();
      const { id: accountId } = await somebody(ctx, language);
      await startPasswordReset(ctx, { accountId, byAdministrator: true });
      const [mail] = await mailsTitled(ctx, title);
      expect(mail?.to).toBe(LOGIN);
      expect(mail?.text).toContain(say("Le support a demandé pour vous", "Support asked for a new password"));
    });

    test("R-430 · waiting in the outbox takes nothing from the 60 minutes", async () => {
      const ctx = await aPortal();
      const { id: accountId } = await somebody(ctx, language);
      await startPasswordReset(ctx, { accountId, byAdministrator: false });
      ctx.moveTo("2026-01-05T15:00:00Z");
      const [mail] = await mailsTitled(ctx, title);
      expect(mail?.html).toContain("<strong>05/01/2026 17:00:00</strong>");
    });
  });

  describe("N-04 · account deactivated", () => {
    const title = say("Votre compte est désactivé", "Your account is deactivated");
    const yourself = say("Origine : Vous-même", "Origin: Yourself");

    test("by the person: date, origin and the way back, to the login address", async () => {
      const ctx = await aPortal();
      const { actor, proof } = await signedIn(ctx, language);
      expect(await deactivateOwnAccount(ctx, actor, { proof })).toMatchObject({ kind: "deactivated" });
      const [mail, ...others] = await mailsTitled(ctx, title);
      expect(others).toEqual([]);
      expect(mail?.to).toBe(LOGIN);
      expect(mail?.text).toContain(formatMoment(NOW));
      expect(mail?.text).toContain(yourself);
      expect(mail?.text).toContain(say("« Demander la réactivation »", "“Ask for reactivation”"));
      expect(mail?.text).toContain(say("votre adresse de contact", "your contact address"));
    });

    test.each([
      ["administrator", "Origine : Support", "Origin: Support", "Adresse usurpée", "Adresse usurpée"],
      [
        "inactivity",
        "Origine : Le portail, automatiquement",
        "Origin: The portal, automatically",
        "Inactivité",
        "Inactivity",
      ],
    ] as const)("by %s: whose act it was and why", async (cause, originFr, originEn, reasonFr, reasonEn) => {
      const ctx = await aPortal();
      const { id: accountId } = await somebody(ctx, language);
      const reason = cause === "administrator" ? "Adresse usurpée" : null;
      await closeAccount(ctx, { accountId, cause, actorId: null, reason, eraseOn: null });
      const [mail] = await mailsTitled(ctx, title);
      expect(mail?.to).toBe(LOGIN);
      expect(mail?.text).toContain(say(originFr, originEn));
      expect(mail?.text).toContain(`${say("Motif :", "Reason:")} ${say(reasonFr, reasonEn)}\n`);
      // Only support gives an account back that support took.
      const examined = say("le support examinera votre demande", "support will look at your request");
      expect(mail?.text.includes(examined)).toBe(cause === "administrator");
    });
  });

  describe("N-05 · reactivation requested", () => {
    test("the contact address gets a link of seven days, which brings the account back", async () => {
      const ctx = await aPortal();
      const account = await closed(ctx, language, "own-wish");
      expect(await askForReactivation(ctx, { accountId: account.id, origin: ORIGIN })).toEqual({ kind: "link-sent" });
      const [mail, ...others] = await mailsTitled(ctx, say("Réactivez votre compte", "Reactivate your account"));
      expect(others).toEqual([]);
      expect(mail?.to).toBe(CONTACT);
      expect(mail?.html).toContain("<strong>12/01/2026 10:00:00</strong>");
      expect(await linkIn(ctx, mail?.text, { path: "reactivation", purpose: "reactivation" })).toMatchObject({
        email: CONTACT,
      });
      await confirmReactivation(ctx, secretIn(mail?.text, "reactivation"));
      expect(await stateOf(ctx, account)).toMatchObject({ status: "active" });
    });

    test("where support closed it, it says that the request was passed on, and leads nowhere", async () => {
      const ctx = await aPortal();
      const account = await closed(ctx, language, "administrator");
      expect(await askForReactivation(ctx, { accountId: account.id, origin: ORIGIN })).toEqual({ kind: "queued" });
      const [mail] = await mailsTitled(ctx, say("demande transmise au support", "request passed on to support"));
      expect(mail?.to).toBe(CONTACT);
      expect(mail?.text).not.toContain(`${BASE}/`);
      expect(await stateOf(ctx, account)).toMatchObject({ status: "deactivated" });
    });
  });

  describe("N-06 · account reactivated", () => {
    const title = say("Votre compte est réactivé", "Your account is reactivated");

    test("by its owner: the date and the way to sign in, to the contact address", async () => {
      const ctx = await aPortal();
      const account = await closed(ctx, language, "own-wish");
      await askForReactivation(ctx, { accountId: account.id, origin: ORIGIN });
      const [link] = await mailsTitled(ctx, say("Réactivez votre compte", "Reactivate your account"));
      ctx.moveTo("2026-01-06T07:30:00Z");
      await confirmReactivation(ctx, secretIn(link?.text, "reactivation"));
      const [mail, ...others] = await mailsTitled(ctx, title);
      expect(others).toEqual([]);
      expect(mail?.to).toBe(CONTACT);
      expect(mail?.text).toContain(`06/01/2026 08:30:00`);
      expect(mail?.text).toContain(say("à votre demande", "at your request"));
      expect(mail?.text).toContain(`${say("Se connecter", "Sign in")}\n${BASE}/connexion\n`);
    });

    test("by support: it says so", async () => {
      const ctx = await aPortal();
      const { id: accountId } = await closed(ctx, language, "administrator");
      const support = await anAccount(ctx, { isAdministrator: true });
      await reopenAccount(ctx, { accountId, actorId: support.id, by: "administrator" });
      const [mail] = await mailsTitled(ctx, title);
      expect(mail?.to).toBe(CONTACT);
      expect(mail?.text).toContain(say("par le support", "by support"));
      expect(mail?.text).not.toContain(say("effacement", "erasure"));
    });

    test("by support before a planned erasure: what its owner asked for is cancelled, and how to ask again (R-1204)", async () => {
      const ctx = await aPortal();
      const { id: accountId } = await somebody(ctx, language);
      const eraseOn = new Date("2026-02-04T09:00:00Z");
      await closeAccount(ctx, { accountId, cause: "own-wish", actorId: accountId, reason: null, eraseOn });
      const support = await anAccount(ctx, { isAdministrator: true });
      await reopenAccount(ctx, { accountId, actorId: support.id, by: "administrator" });
      const [mail] = await mailsTitled(ctx, title);
      expect(mail?.text).toContain(say("prévu le 04/02/2026, est annulé", "planned for 04/02/2026, is cancelled"));
      expect(mail?.text).toContain(say("« Mes données »", "“My data”"));
    });
  });
});

function aPortal(): Promise<TestContext> {
  return testContext({ now: NOW, env: { APP_URL: BASE } });
}

/** Somebody whose contact address is not the login. */
function somebody(ctx: TestContext, language: Language): Promise<Account> {
  return anAccount(ctx, { email: LOGIN, contactEmail: CONTACT, language });
}

async function signedIn(ctx: TestContext, language: Language) {
  const account = await somebody(ctx, language);
  const { actor } = await aSessionOf(ctx, account);
  return { account, actor, proof: await aPasswordProofOf(ctx, actor) };
}

async function closed(ctx: TestContext, language: Language, cause: "own-wish" | "administrator"): Promise<Account> {
  const account = await somebody(ctx, language);
  await closeAccount(ctx, { accountId: account.id, cause, actorId: null, reason: null, eraseOn: null });
  return account;
}

async function register(ctx: TestContext, language: Language): Promise<void> {
  const typed = { email: LOGIN, emailAgain: LOGIN, contactEmail: CONTACT, familyName: "Martin", givenName: "Camille" };
  const person = personInput.parse({ ...typed, terms: "on" });
  await signUp(ctx, { draftId: ctx.id(), person, organisation: aNewCompany(), language, origin: ORIGIN });
}

/** Lets the outbox be emptied, and picks the mails whose subject says that; spaces that do not break made plain. */
async function mailsTitled(ctx: TestContext, title: string) {
  await deliverDue(ctx);
  const plain = (text: string) => text.replaceAll("\u00a0", " ");
  return ctx.mailer.sent
    .map((mail) => ({ ...mail, subject: plain(mail.subject), text: plain(mail.text) }))
    .filter(({ subject }) => subject.includes(title));
}

function secretIn(text: string | undefined, path: string): string {
  return new RegExp(`${BASE}/${path}/([\\w-]{43})\\n`).exec(text ?? "")?.[1] ?? "";
}

/** The living link that a mail carries, if it does. */
function linkIn(ctx: TestContext, text: string | undefined, { path, purpose }: { path: string; purpose: LinkPurpose }) {
  return findLink(ctx, secretIn(text, path), purpose);
}

async function stateOf(ctx: TestContext, { id }: Account) {
  const [account] = await ctx.db.select().from(accounts).where(eq(accounts.id, id));
  return account;
}
