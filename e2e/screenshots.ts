import { join } from "node:path";
import type { Page } from "@playwright/test";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aStructure,
  aTechnicalAccountOf,
  aTechnicalPasswordOf,
  PASSWORD,
} from "@/lib/testing/people";
import { aDeadMail } from "@/lib/testing/support-acts";
import { routes } from "@/lib/web/routes";
import { aHouse, type House } from "./support/house";
import { freshIdentifier } from "./support/known-structures";
import { behind, signInByCookie } from "./support/people";
import { test } from "./support/test";

// `npm run gallery`: every screen and state as it looks, for a person to judge. It proves nothing by itself.
const folder = join(import.meta.dirname, "../.playwright/gallery");
const widths = { phone: 375, desktop: 1280 };

type Look = { language: "fr" | "en"; colorScheme: "light" | "dark" };
const looks: Look[] = [
  { language: "fr", colorScheme: "light" },
  { language: "fr", colorScheme: "dark" },
  { language: "en", colorScheme: "light" },
];

/** Screens that anybody reaches, by name: where they are, and what one does there first. */
const forVisitors: Record<string, { path: string; act?: (page: Page) => Promise<void> }> = {
  home: { path: "/" },
  "sign-in": { path: "/connexion" },
  "sign-in-refused": { path: "/connexion", act: sendEmpty },
  "session-expired": { path: "/connexion?motif=session-expiree&suite=%2Faccueil" },
  "sign-up": { path: "/inscription" },
  "sign-up-refused": { path: "/inscription", act: sendEmpty },
  "resend-activation": { path: "/renvoi-activation" },
  "public-structures": { path: "/structures-publiques" },
  "site-map": { path: "/plan-du-site" },
  "legal-notice": { path: "/mentions-legales" },
  privacy: { path: "/donnees-personnelles" },
  accessibility: { path: "/accessibilite" },
  terms: { path: "/conditions-generales" },
  "release-notes": { path: "/notes-de-version" },
  "api-guide": { path: "/documentation-api" },
  "api-reference": { path: "/documentation-api/reference" },
  "activation-refused": { path: "/activation/refusee" },
  "lost-password": { path: "/mot-de-passe-oublie" },
  "lost-password-sent": { path: "/mot-de-passe-oublie/envoye" },
  "reset-link-refused": { path: "/nouveau-mot-de-passe/refuse" },
  busy: { path: "/service-occupe" },
  "not-found": { path: "/nulle-part" },
};

const forPeople: Record<string, { path: string; as: "manager" | "member" | "waiting" | "unattached" }> = {
  "portal-home-manager": { path: "/accueil", as: "manager" },
  "portal-home-member": { path: "/accueil", as: "member" },
  "portal-home-waiting": { path: "/accueil", as: "waiting" },
  "portal-home-unattached": { path: "/accueil", as: "unattached" },
  workspace: { path: "/espaces/factures-emises", as: "manager" },
  "my-account": { path: "/mon-compte", as: "member" },
  "account-details": { path: "/mon-compte/informations", as: "member" },
  "account-security": { path: "/mon-compte/securite", as: "member" },
  "account-password": { path: "/mon-compte/mot-de-passe", as: "member" },
  "account-question": { path: "/mon-compte/question-secrete", as: "member" },
  "account-login-address": { path: "/mon-compte/adresse-de-connexion", as: "member" },
  "account-documents": { path: "/mon-compte/documents", as: "member" },
  "account-sessions": { path: "/mon-compte/sessions", as: "member" },
  "account-second-factor": { path: "/mon-compte/double-authentification", as: "member" },
  "account-data": { path: "/mon-compte/donnees", as: "member" },
  "account-deactivation": { path: "/mon-compte/desactivation", as: "manager" },
  "own-invitations": { path: "/invitations", as: "member" },
};

/** What support sees (R-1402). */
const forSupport: Record<string, (seen: { accountId: string; requestId: string; mailId: string }) => string> = {
  administration: routes.administration,
  "administration-accounts": routes.adminAccounts,
  "administration-account": ({ accountId }) => routes.adminAccount(accountId),
  "administration-account-deactivate": ({ accountId }) => `${routes.adminAccount(accountId)}?action=desactiver`,
  "administration-requests": routes.adminRequests,
  "administration-request": ({ requestId }) => routes.adminRequest(requestId),
  "administration-appointments": routes.adminAppointments,
  "administration-mails": routes.adminMails,
  "administration-mail": ({ mailId }) => routes.adminMail(mailId),
};

/** Screens about a house, by who looks at them. */
const inAHouse: Record<string, { as: "primaryManager" | "member" | "requester"; path: (ids: House["ids"]) => string }> =
  {
    desk: { as: "primaryManager", path: () => routes.desk() },
    "desk-structures": { as: "primaryManager", path: () => routes.deskStructures() },
    "desk-people": { as: "primaryManager", path: () => routes.deskMembers() },
    "desk-history": { as: "primaryManager", path: () => routes.deskHistory() },
    request: { as: "primaryManager", path: ({ attachmentRequest }) => routes.attachmentRequest(attachmentRequest) },
    "request-approve": {
      as: "primaryManager",
      path: ({ attachmentRequest }) => `${routes.attachmentRequest(attachmentRequest)}?action=valider`,
    },
    "request-refuse": {
      as: "primaryManager",
      path: ({ attachmentRequest }) => `${routes.attachmentRequest(attachmentRequest)}?action=refuser`,
    },
    sheet: { as: "primaryManager", path: ({ structure }) => routes.structure(structure) },
    "sheet-read": { as: "member", path: ({ structure }) => routes.structure(structure) },
    identifier: { as: "primaryManager", path: ({ structure }) => routes.changeIdentifier(structure) },
    departments: { as: "primaryManager", path: ({ structure }) => routes.departments(structure) },
    "sheet-workspaces": { as: "primaryManager", path: ({ structure }) => routes.structureWorkspaces(structure) },
    people: { as: "primaryManager", path: ({ structure }) => routes.members(structure) },
    "one-of-the-people": {
      as: "primaryManager",
      path: ({ structure, memberAttachment }) => routes.member(structure, memberAttachment),
    },
    transfer: { as: "primaryManager", path: ({ structure }) => routes.transferManagement(structure) },
    invitations: { as: "primaryManager", path: ({ structure }) => routes.structureInvitations(structure) },
    "invitation-new": { as: "primaryManager", path: ({ structure }) => routes.newInvitation(structure) },
    "invitation-import": { as: "primaryManager", path: ({ structure }) => routes.importInvitations(structure) },
    documents: { as: "primaryManager", path: ({ structure }) => routes.documents(structure) },
    "bank-details": { as: "primaryManager", path: ({ structure }) => routes.bankDetails(structure) },
    mandates: { as: "primaryManager", path: ({ structure }) => routes.mandates(structure) },
    "technical-user": { as: "primaryManager", path: ({ structure }) => routes.technicalAccount(structure) },
    "technical-user-new": { as: "primaryManager", path: ({ structure }) => routes.newTechnicalAccount(structure) },
    "structure-new": { as: "primaryManager", path: () => routes.newStructure() },
    "request-attachment": { as: "requester", path: () => routes.requestAttachment() },
    "own-request": { as: "requester", path: ({ attachmentRequest }) => routes.ownAttachment(attachmentRequest) },
    "own-requests": { as: "member", path: () => routes.ownRequests() },
    "request-workspace": { as: "member", path: () => routes.requestSubscription() },
    "account-of-a-member": { as: "member", path: () => routes.myAccount() },
  };

/** The technical user as it may stand, the questions about it, and the way to its password (S-15, S-16). */
const technicalUsers: Record<
  string,
  {
    at: (structure: string) => string;
    has?: "one" | "two-passwords" | "suspended" | "deleted";
    act?: (page: Page) => Promise<void>;
  }
> = {
  "technical-user-none": { at: routes.technicalAccount },
  "technical-user-active": { at: routes.technicalAccount, has: "one" },
  "technical-user-two-passwords": { at: routes.technicalAccount, has: "two-passwords" },
  "technical-user-suspended": { at: routes.technicalAccount, has: "suspended" },
  "technical-user-deleted": { at: routes.technicalAccount, has: "deleted" },
  "technical-user-reset": { at: routes.renewTechnicalSecret, has: "two-passwords" },
  "technical-user-limits": { at: (id) => `${routes.technicalAccount(id)}?action=limiter`, has: "one" },
  "technical-user-delete": { at: (id) => `${routes.technicalAccount(id)}?action=supprimer`, has: "one" },
  "technical-user-new-of-two": { at: routes.newTechnicalAccount },
  "technical-user-password": { at: routes.newTechnicalAccount, act: passOn },
  "technical-user-password-reset": { at: routes.renewTechnicalSecret, has: "one", act: passOn },
  "technical-user-password-gone": { at: routes.technicalSecret, has: "one" },
};

for (const look of looks) {
  test.describe(`${look.language}, ${look.colorScheme}`, () => {
    test.use({ colorScheme: look.colorScheme });
    test.beforeEach(async ({ context, portal, complaints }) => {
      // A page that is not there yet is a picture too.
      complaints.expectComplaint(/status of [45]\d\d/);
      await context.addCookies([{ name: "attache.language", value: look.language, url: portal.url }]);
    });

    for (const [name, { path, act }] of Object.entries(forVisitors)) {
      test(name, async ({ page }) => {
        await page.goto(path);
        await act?.(page);
        await take(page, name, look);
      });
    }

    for (const [name, { path, as }] of Object.entries(inAHouse)) {
      test(name, async ({ page, context, portal }) => {
        const house = await aHouse(portal);
        await signInByCookie(context, portal, house[as]);
        await page.goto(path(house.ids));
        await take(page, name, look);
      });
    }

    for (const [name, { at, has, act }] of Object.entries(technicalUsers)) {
      test(name, async ({ page, context, portal }) => {
        const { structure, primaryManager } = await aHouse(portal);
        const ctx = behind(portal);
        const second = await aStructure(ctx, {
          identifierType: "EN_COURS_IMMATRICULATION",
          identifier: freshIdentifier(),
        });
        await aManagerOf(ctx, second, { account: primaryManager });
        if (has) {
          const now = ctx.now();
          const user = await aTechnicalAccountOf(ctx, structure, {
            only: has === "one" ? [structure] : undefined,
            ...(has === "suspended" && { status: has, suspendedAt: now }),
            ...(has === "deleted" && { status: has, deletedAt: now }),
          });
          if (has === "two-passwords") await aTechnicalPasswordOf(ctx, user.account);
        }
        await ctx.close();
        await signInByCookie(context, portal, primaryManager);
        await page.goto(at(structure.id));
        await act?.(page);
        await take(page, name, look);
      });
    }

    for (const [name, at] of Object.entries(forSupport)) {
      test(name, async ({ page, context, portal, person, freshSiret }) => {
        const ctx = behind(portal);
        const administrator = await anAccount(ctx, { email: person.email, isAdministrator: true });
        const publicBody = await aStructure(ctx, {
          identifier: freshSiret(),
          sector: "public",
          legalName: "COMMUNE DE PLOUZANÉ",
        });
        const email = `asks.${person.email}`;
        const asking = await anAccount(ctx, { email, contactEmail: email, givenName: "Inès", familyName: "Le Goff" });
        const { account, attachment } = await aPendingRequest(ctx, publicBody, { account: asking });
        const mail = await aDeadMail(ctx, { recipient: account.email, lastError: "550 No such user" });
        await ctx.close();
        await signInByCookie(context, portal, administrator);
        await page.goto(at({ accountId: account.id, requestId: attachment.id, mailId: mail.id }));
        await take(page, name, look);
      });
    }

    for (const [name, { path, as }] of Object.entries(forPeople)) {
      test(name, async ({ page, context, portal, person, freshSiret }) => {
        const ctx = behind(portal);
        const account = await anAccount(ctx, { email: person.email, contactEmail: person.email });
        const identifier = freshSiret();
        const structure = await aStructure(ctx, { identifier });
        if (as === "manager") await aManagerOf(ctx, structure, { account });
        if (as === "member") await aMemberOf(ctx, structure, { account });
        if (as === "waiting") await aPendingRequest(ctx, structure, { account });
        await ctx.close();
        await signInByCookie(context, portal, account);
        await page.goto(path);
        await take(page, name, look);
      });
    }
  });
}

async function take(page: Page, name: string, look: Look): Promise<void> {
  for (const [device, width] of Object.entries(widths)) {
    await page.setViewportSize({ width, height: 900 });
    const file = `${name}.${look.language}.${look.colorScheme}.${device}.png`;
    await page.screenshot({ path: join(folder, file), fullPage: true, animations: "disabled" });
  }
}

/** Gives the password once more, and waits for S-16. */
async function passOn(page: Page): Promise<void> {
  await page.locator('input[type="password"]').last().fill(PASSWORD);
  await page.locator("main form button[type=submit]").last().click();
  await page.waitForURL(/recapitulatif$/);
  await page.locator("main p.font-mono").waitFor();
}

async function sendEmpty(page: Page): Promise<void> {
  await page
    .locator("main form")
    .last()
    .evaluate((form: HTMLFormElement) => {
      form.noValidate = true;
      form.requestSubmit();
    });
  await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
}
