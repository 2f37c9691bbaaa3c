import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, sessions, singleUseLinks } from "@/drizzle/schema/account";
import { appointments, attachments, feedEvents } from "@/drizzle/schema/attachment";
import { auditPersonalValues } from "@/drizzle/schema/audit";
import { structures } from "@/drizzle/schema/structure";
import { findLink } from "@/lib/account/redeem-link";
import type { FeedKind } from "@/lib/attachment/feed-event";
import type { Mail } from "@/lib/platform/mailer";
import type { TestContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { camille, otherTellings, type Telling, tellings, workshop } from "@/lib/testing/tellings";
import { bodyText, mailContext, mailTelling } from "@/lib/testing/written-mails";
import { composeMail } from "./compose-mail";

const every = { ...tellings, ...otherTellings } as Record<string, (ctx: TestContext) => Promise<Telling>>;

describe("SEC-97 · what is over, or is not the reader's any more, is not told", () => {
  const endings: [what: string, telling: string, end: (ctx: TestContext) => unknown][] = [
    ["a newer link was mailed", "password-reset", (ctx) => links(ctx, { voidedAt: ctx.now() })],
    ["the link was used", "password-reset", (ctx) => links(ctx, { usedAt: ctx.now() })],
    ["the account was deactivated", "password-reset", (ctx) => everyone(ctx, DEACTIVATED)],
    ["the login address is another one", "password-reset", (ctx) => everyone(ctx, { email: "autre@example.org" })],
    ["the account is back", "account-deactivated", comeBack],
    ["the account was erased", "account-deactivated", erase],
    ["the account is back", "reactivation-requested", comeBack],
    ["the link was used", "reactivation-requested", (ctx) => links(ctx, { usedAt: ctx.now() })],
    ["a newer link was mailed", "reactivation-requested", (ctx) => links(ctx, { voidedAt: ctx.now() })],
    ["the link expired", "reactivation-requested", (ctx) => ctx.moveTo("2026-01-12T09:00:01Z")],
    ["support has answered", "reactivation passed on to support", comeBack],
    [
      "the request was taken back",
      "reactivation passed on to support",
      (ctx) => everyone(ctx, { reactivationRequestedAt: null }),
    ],
    ["the account is back", "reactivation-dismissed", comeBack],
    ["he asked again", "reactivation-dismissed", (ctx) => everyone(ctx, { reactivationRequestedAt: ctx.now() })],
    ["the reason is kept no more", "reactivation-dismissed", (ctx) => ctx.db.delete(auditPersonalValues)],
    ["it was deactivated again", "account-reactivated", (ctx) => everyone(ctx, DEACTIVATED)],
    [
      "the contact address is another one",
      "account-reactivated",
      (ctx) => everyone(ctx, { contactEmail: "a@b.example" }),
    ],
    ["the account was erased", "password-changed", erase],
    ["the login address is another one", "password-changed", (ctx) => everyone(ctx, { email: "autre@example.org" })],
    ["its owner signed in", "inactivity-reminder", (ctx) => everyone(ctx, { lastSignInAt: ctx.now() })],
    ["it was deactivated", "inactivity-reminder", (ctx) => everyone(ctx, DEACTIVATED)],
    [
      "the address was confirmed, and changed again",
      "contact-email-changed",
      (ctx) => links(ctx, { usedAt: ctx.now() }),
    ],
    ["a newer link was mailed", "contact-email-changed", (ctx) => links(ctx, { voidedAt: ctx.now() })],
    ["the account was erased", "contact address that has changed", erase],
    ["the link was used", "login-email-confirmation", (ctx) => links(ctx, { usedAt: ctx.now() })],
    ["the link expired", "login-email-confirmation", (ctx) => ctx.moveTo("2026-01-06T09:00:01Z")],
    ["the account was deactivated", "login-email-confirmation", (ctx) => everyone(ctx, DEACTIVATED)],
    ["the address is free again", "login-email-taken", (ctx) => everyone(ctx, { email: "autre@example.org" })],
    ["it was changed back", "login-email-changed", (ctx) => everyone(ctx, { email: camille.email })],
    ["the account was erased", "login-email-changed", erase],
    ["nobody wants it any more", "activity-summary", (ctx) => everyone(ctx, { dailyDigest: false })],
    ["nobody wants it any more", "weekly summary", (ctx) => everyone(ctx, { weeklySummary: false })],
    ["the account was deactivated", "activity-summary", (ctx) => everyone(ctx, DEACTIVATED)],
    ["nothing happened", "activity-summary", (ctx) => ctx.db.delete(feedEvents)],
    ["the session is forgotten", "unknown-device-signed-in", (ctx) => ctx.db.delete(sessions)],
    ["the login address is another one", "second-factor-changed", (ctx) => everyone(ctx, { email: "a@b.example" })],
    ["he came back", "erasure-requested", (ctx) => everyone(ctx, { eraseOn: null })],
    [
      "the register says it is open",
      "structure-closed-in-register",
      (ctx) => structure(ctx, { registryClosedOn: null }),
    ],
    ["it was deactivated", "structure-closed-in-register", (ctx) => structure(ctx, { status: "inactive" })],
    ["the reader manages it no more", "structure-closed-in-register", withoutManager],
    [
      "it has its SIRET",
      "provisional-identifier-reminder",
      (ctx) => structure(ctx, { identifierType: "SIRET", identifier: "99999990700010" }),
    ],
    ["the reader manages it no more", "provisional-identifier-reminder", withoutManager],
    ["he was taken back", "manager-appointed", withoutManager],
    [
      "the reader left",
      "manager appointed, to the others",
      (ctx) => ctx.db.update(attachments).set({ status: "ended" }).where(eq(attachments.role, "member")),
    ],
    ["it was refused", "manager-appointed", (ctx) => ctx.db.update(appointments).set({ confirmed: false })],
  ];
  test.each(endings)("%s: %s is dropped", async (_what, name, end) => {
    const ctx = await mailContext();
    const order = { ...(await telling(name)(ctx)), language: "fr" } as const;
    expect(await composeMail(ctx, order)).toMatchObject({ kind: "mail" });
    await end(ctx);
    expect(await composeMail(ctx, order)).toEqual({ kind: "dropped" });
  });

  test.each([
    "password reset that support started",
    "account deactivated by support",
    "reactivation passed on to support",
    "account reactivated by support",
    "contact address that will change",
    "contact address that has changed",
    "manager appointed, to the others",
  ])("R-1102 · %s: nobody else reads it", async (name) => {
    const ctx = await mailContext();
    const { message } = await telling(name)(ctx);
    expect(await composeMail(ctx, { message, recipient: "eve@example.org", language: "fr" })).toEqual({
      kind: "dropped",
    });
  });
});

describe("N-03", () => {
  test("R-430 · the 60 minutes run from the hand-over of the mail, however long it waited", async () => {
    const ctx = await mailContext();
    const order = await telling("password-reset")(ctx);
    ctx.moveTo("2026-01-05T21:00:00Z");
    const { html, text } = await readMail(ctx, order);
    expect(text).toContain("a été demandé pour votre compte Attache le 05/01/2026 10:00:00");
    expect(html).toContain("<strong>05/01/2026 23:00:00</strong>");
    const secret = /nouveau-mot-de-passe\/([\w-]+)/.exec(text)?.[1] ?? "";
    ctx.moveTo("2026-01-05T22:00:00Z");
    expect(await findLink(ctx, secret, "password-reset")).not.toBeNull();
    ctx.moveTo("2026-01-05T22:00:01Z");
    expect(await findLink(ctx, secret, "password-reset")).toBeNull();
  });

  test("R-430 · a mail that is not his to read lengthens no link", async () => {
    const ctx = await mailContext();
    const { message } = await telling("password-reset")(ctx);
    const [before] = await ctx.db.select().from(singleUseLinks);
    ctx.moveTo("2026-01-05T09:30:00Z");
    await composeMail(ctx, { message, recipient: "eve@example.org", language: "fr" });
    expect(await ctx.db.select().from(singleUseLinks)).toEqual([before]);
  });

  test("R-416 · who asked support reads that support started it", async () => {
    const ctx = await mailContext();
    const { text } = await readMail(ctx, await telling("password reset that support started")(ctx));
    expect(text).toContain("Le support a demandé pour vous un nouveau mot de passe");
  });
});

describe("N-04", () => {
  test.each([
    ["account-deactivated", "Origine : Vous-même", "un lien vous sera envoyé à votre adresse de contact", null],
    [
      "account deactivated by support",
      "Origine : Support",
      "le support examinera votre demande",
      "Motif : Adresse usurpée.",
    ],
    [
      "account deactivated for want of use",
      "Origine : Le portail, automatiquement",
      "un lien vous sera envoyé à votre adresse de contact",
      "Motif : Inactivité",
    ],
  ])("N-04 · %s: it tells the date, by whom, why, and how to come back", async (name, origin, way, reason) => {
    const ctx = await mailContext();
    const { text } = await readMail(ctx, await telling(name)(ctx));
    expect(text).toContain("Date de la désactivation : 02/01/2026 10:00:00");
    expect(text).toContain(origin);
    expect(text).toContain(way);
    if (reason) expect(text).toContain(reason);
    else expect(text).not.toContain("Motif");
  });

  test("R-508, R-1204 · it says when the account will be erased: in 12 months, or on the day that was asked for", async () => {
    const ctx = await mailContext();
    const order = await telling("account-deactivated")(ctx);
    expect((await readMail(ctx, order)).text).toContain("effacées 12 mois après la désactivation");
    await everyone(ctx, { eraseOn: new Date("2026-02-04T09:00:00Z") });
    const { html, text } = await readMail(ctx, order);
    expect(html).toContain("<strong>04/02/2026</strong>");
    expect(text).not.toContain("12 mois");
  });
});

describe("N-07 and N-09", () => {
  test.each(["address-already-registered", "account-locked"])("%s leads to the lost-password page", async (name) => {
    const ctx = await mailContext();
    const { text } = await readMail(ctx, await telling(name)(ctx));
    expect(text).toMatch(/https:\/\/portail\.example\/mot-de-passe-oublie\n/);
  });
});

describe("N-10", () => {
  test("R-507 · the first reminder is still told to whoever last signed in a year ago, and not to who came back", async () => {
    const ctx = await mailContext();
    const order = await telling("inactivity-reminder")(ctx);
    await everyone(ctx, { lastSignInAt: null });
    expect((await readMail(ctx, order)).html).toContain("<strong>04/02/2026</strong>");
    await everyone(ctx, { lastSignInAt: new Date("2026-01-05T08:59:59Z") });
    expect(await composeMail(ctx, { ...order, language: "fr" })).toEqual({ kind: "dropped" });
  });
});

describe("N-11", () => {
  test("R-602 · the new address gets the link, the old one does not, and neither sees the other in full", async () => {
    const ctx = await mailContext();
    const fresh = await telling("contact-email-changed")(ctx);
    const toNew = await readMail(ctx, fresh);
    const { message } = fresh;
    if (message.kind !== "contact-email-changed") throw new Error("another message");
    const toOld = await readMail(ctx, { message: { ...message, linkId: null }, recipient: camille.email });
    expect(toNew.text).toMatch(/https:\/\/portail\.example\/adresse-de-contact\/[\w-]{43}\n/);
    expect(toOld.text).not.toContain("/adresse-de-contact/");
    expect(toOld.text).toContain("La nouvelle adresse sera utilisée dès que son propriétaire l'aura confirmée.");
    for (const { text, html } of [toNew, toOld]) {
      for (const part of [text, bodyText(html)]) {
        expect(part).toContain("c•••@example.org");
        expect(part).toContain("a•••@example.org");
        expect(part).not.toContain(camille.email);
        expect(part).not.toContain(workshop);
        expect(part).toContain("05/01/2026 10:00:00");
      }
    }
  });

  test("R-602 · the old address is told even once it is the account's no more", async () => {
    const ctx = await mailContext();
    const { text } = await readMail(ctx, await telling("contact address that has changed")(ctx));
    expect(text).toContain("Les courriels d'information arrivent désormais à la nouvelle adresse.");
    expect(text).toContain("changez votre mot de passe et prévenez le support");
  });

  test("R-319 · the link asked for again claims nothing of which address the notifications go to meanwhile", async () => {
    const ctx = await mailContext();
    const order = await telling("contact-email-confirmation")(ctx);
    await everyone(ctx, { contactEmail: "autre@example.org" });
    const { text } = await readMail(ctx, order);
    expect(text).toContain("à l'adresse qui les reçoit aujourd'hui");
    expect(text).not.toContain("adresse de connexion");
  });

  test("R-604 · the old login address reads both, masked, and when", async () => {
    const ctx = await mailContext();
    const { text } = await readMail(ctx, await telling("login-email-changed")(ctx));
    expect(text).toContain(
      "Ancienne adresse : c•••@example.org\nNouvelle adresse : a•••@example.org\nDate : 05/01/2026 10:00:00",
    );
    expect(text).not.toContain(workshop);
  });
});

describe("N-26", () => {
  test("SEC-47, R-431 · it is true of one's own browser as well, which a reset made a stranger", async () => {
    const ctx = await mailContext();
    const { text } = await readMail(ctx, await telling("unknown-device-signed-in")(ctx));
    expect(text).toContain("que nous ne reconnaissons pas, ou plus depuis un changement de mot de passe");
    expect(text).not.toContain("jamais");
  });
});

describe("N-21", () => {
  test("N-21 · it groups by structure, in the words of the feed, what happened since the last one", async () => {
    const ctx = await mailContext();
    const { text, html } = await readMail(ctx, await telling("activity-summary")(ctx));
    expect(text).toContain(
      [
        "Boulangerie Martin",
        "- 03/01/2026 : Dominique Petit demande son rattachement à la structure.",
        "- 04/01/2026 : Ouverture de l'espace Suivi des flux pour la structure Boulangerie Martin par l'utilisateur Nadia Roy",
        "",
        // Whose he only asked to be of, a private individual has no name for him (SEC-63).
        "Particulier",
        "- 04/01/2026 : Vous avez demandé votre rattachement à la structure.",
      ].join("\n"),
    );
    expect(text).not.toContain("Vous avez créé la structure");
    expect(text).not.toMatch(/2850735238|Anne/);
    expect([...html.matchAll(/<h2\b/g)]).toHaveLength(2);
    expect(text).toContain("https://portail.example/mon-compte/informations\n");
  });

  test("N-21 · an event stands in one summary and in no other: after the last one, up to this one", async () => {
    const ctx = await mailContext();
    const { message, recipient } = await telling("activity-summary")(ctx);
    if (message.kind !== "activity-summary") throw new Error("another message");
    const [line] = await ctx.db.select().from(feedEvents);
    if (!line) throw new Error("the feed is empty");
    await ctx.db.delete(feedEvents);
    const at = (happenedAt: Date) => ctx.db.insert(feedEvents).values({ ...line, id: ctx.id(), happenedAt });
    await at(new Date(message.since));
    await at(new Date(Date.parse(message.until) + 1));
    expect(await composeMail(ctx, { message, recipient, language: "fr" })).toEqual({ kind: "dropped" });
    await at(new Date(message.until));
    expect((await readMail(ctx, { message, recipient })).text.match(/^- /gm)).toHaveLength(1);
  });

  test("N-21 · of very many events, fifty are told and the rest is counted; a kind of another release is left out", async () => {
    const ctx = await mailContext();
    const { message, recipient } = await telling("activity-summary")(ctx);
    const [line] = await ctx.db.select().from(feedEvents);
    if (!line) throw new Error("the feed is empty");
    await ctx.db.delete(feedEvents);
    const happenedAt = new Date("2026-01-03T09:00:00Z");
    const kinds: string[] = [...Array<FeedKind>(53).fill("attachment-approved"), "of-another-release"];
    await ctx.db.insert(feedEvents).values(kinds.map((kind) => ({ ...line, id: ctx.id(), kind, happenedAt })));
    const { text } = await readMail(ctx, { message, recipient });
    expect(text.match(/^- /gm)).toHaveLength(50);
    expect(text).toContain("3 autres événements figurent dans le fil d'événements");
  });
});

describe("N-26 and N-27", () => {
  test("SEC-47 · the unknown device is told by names we know, never by what it says of itself", async () => {
    const ctx = await mailContext();
    const order = await telling("unknown-device-signed-in")(ctx);
    expect((await readMail(ctx, order)).text).toContain("Date : 05/01/2026 10:00:00\nAppareil : Firefox sur Windows");
    await ctx.db.update(sessions).set({ userAgent: "You won, see evil.example", endedAt: ctx.now() });
    const { text } = await readMail(ctx, order);
    expect(text).toContain("Appareil : Appareil inconnu");
    expect(text).not.toMatch(/won|evil|192\.0\.2\.1/);
    expect(text).toContain("https://portail.example/mon-compte/sessions\n");
  });

  const changes = [
    ["totp-added", "Application d'authentification ajoutée"],
    ["totp-removed", "Application d'authentification retirée"],
    ["passkey-added", "Clé d'accès ajoutée"],
    ["passkey-removed", "Clé d'accès retirée"],
    ["recovery-codes-renewed", "Codes de secours renouvelés"],
    ["recovery-code-used", "Code de secours utilisé"],
    ["removed-by-administrator", "Double authentification retirée par le support"],
  ] as const;
  test.each(changes)("N-27 · %s: what, when, and what to do if it was somebody else", async (change, subject) => {
    const ctx = await mailContext();
    const { message, recipient } = await telling("second-factor-changed")(ctx);
    if (message.kind !== "second-factor-changed") throw new Error("another message");
    const mail = await readMail(ctx, { message: { ...message, change }, recipient });
    expect(mail.subject).toBe(`[Attache] ${subject}`);
    expect(mail.html).toContain("<strong>05/01/2026 10:00:00</strong>");
    expect(mail.text).toContain("https://portail.example/mot-de-passe-oublie\n");
  });
});

describe("SEC-68", () => {
  test("SEC-68 · the new manager reads that he is, the others who is, and that 72 hours must pass", async () => {
    const ctx = await mailContext();
    const { message, recipient } = await telling("manager-appointed")(ctx);
    const own = await readMail(ctx, { message, recipient });
    expect(own.subject).toBe("[Attache] Le support vous a nommé gestionnaire principal de Boulangerie Martin");
    const another = await mailContext();
    const others = await readMail(another, await telling("manager appointed, to the others")(another));
    expect(others.text).toContain("Le support a nommé Camille MARTIN gestionnaire principal");
    for (const { text } of [own, others]) {
      expect(text).toContain("pendant 72 heures");
      expect(text).not.toMatch(/La gestionnaire est partie|standard/);
    }
  });

  test("SEC-68 · whoever was named and passed the role on at once hides nothing: all are told, and that it changed hands", async () => {
    const ctx = await mailContext();
    const { message, recipient: member } = await telling("manager appointed, to the others")(ctx);
    // A structure is never without a manager, but between two statements.
    await ctx.db.transaction(async (tx) => {
      await tx.update(attachments).set({ role: "secondary-manager" }).where(eq(attachments.role, "primary-manager"));
      await tx.update(attachments).set({ role: "primary-manager" }).where(eq(attachments.role, "member"));
    });
    const others = await readMail(ctx, { message, recipient: member });
    expect(others.text).toContain("Le support a nommé Camille MARTIN gestionnaire principal");
    expect(others.text).toContain("ce rôle a changé de mains");
    const own = await readMail(ctx, { message, recipient: camille.email });
    expect(own.text).toContain("Le support vous a nommé gestionnaire principal");
    expect(own.text).toContain("ce rôle a changé de mains");
    expect(own.text).not.toContain("Vous décidez dès maintenant");
    // Whoever was named left altogether: the others still read of it.
    await ctx.db.update(attachments).set({ status: "ended" }).where(eq(attachments.role, "secondary-manager"));
    expect((await readMail(ctx, { message, recipient: member })).text).toContain("Le support a nommé Camille MARTIN");
  });

  test("R-1101 · people who share an address get one mail, by no name, or as the new manager", async () => {
    const ctx = await mailContext();
    const { message, recipient } = await telling("manager appointed, to the others")(ctx);
    await ctx.db.update(accounts).set({ contactEmail: recipient });
    expect((await readMail(ctx, { message, recipient })).subject).toContain("Le support vous a nommé");
  });
});

test("N-22 · secondary managers are not written to: the reminder is the primary manager's", async () => {
  const ctx = await mailContext();
  const { message } = await telling("provisional-identifier-reminder")(ctx);
  const [seen] = await ctx.db.select().from(structures);
  const { account } = await aManagerOf(ctx, seen ?? (await aStructure(ctx)), {
    account: await anAccount(ctx),
    role: "secondary-manager",
    workspaces: [],
  });
  expect(await composeMail(ctx, { message, recipient: account.contactEmail, language: "fr" })).toEqual({
    kind: "dropped",
  });
});

test("R-1103 · no mail tells the identifier of a person, a password, an IBAN or somebody else's address", async () => {
  for (const name of Object.keys(every)) {
    const ctx = await mailContext();
    const { message, recipient } = await telling(name)(ctx);
    const { text } = await readMail(ctx, { message, recipient });
    const addresses = (text.match(/[\w.+-]+@[\w.-]+/g) ?? []).filter(
      // A technical login looks like an address, and is nobody's (R-1003).
      (address) => address !== "support@attache.example" && !address.endsWith(`@${ctx.env.TECHNICAL_DOMAIN}`),
    );
    expect(new Set(addresses), name).toEqual(new Set(addresses.filter((address) => address === recipient)));
    expect(text, name).not.toMatch(/2850735238|FR\d{2}(?: ?\d{4}){5}/);
  }
});

/** The mail that tells it, its spaces that do not break made plain. */
async function readMail(ctx: TestContext, order: Telling): Promise<Mail> {
  const mail = await mailTelling(ctx, order);
  return { ...mail, text: mail.text.replaceAll("\u00a0", " ") };
}

function telling(name: string): (ctx: TestContext) => Promise<Telling> {
  const found = every[name];
  if (!found) throw new Error(`no telling is called ${name}`);
  return found;
}

function everyone(ctx: TestContext, change: Partial<typeof accounts.$inferInsert>) {
  return ctx.db.update(accounts).set(change);
}

function links(ctx: TestContext, change: Partial<typeof singleUseLinks.$inferInsert>) {
  return ctx.db.update(singleUseLinks).set(change);
}

function structure(ctx: TestContext, change: Partial<typeof structures.$inferInsert>) {
  return ctx.db.update(structures).set(change);
}

function comeBack(ctx: TestContext) {
  return everyone(ctx, {
    status: "active",
    deactivatedAt: null,
    deactivationCause: null,
    reactivationRequestedAt: null,
  });
}

function erase(ctx: TestContext) {
  return everyone(ctx, { status: "erased" });
}

/** The primary manager lost the role, and the structure says so (SEC-65). */
async function withoutManager(ctx: TestContext): Promise<void> {
  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() });
  await ctx.db.update(attachments).set({ status: "ended" }).where(eq(attachments.role, "primary-manager"));
}
