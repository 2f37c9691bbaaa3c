import { describe, expect, test } from "vitest";
import { accounts, sessions, singleUseLinks } from "@/drizzle/schema/account";
import { feedEvents } from "@/drizzle/schema/attachment";
import { auditPersonalValues } from "@/drizzle/schema/audit";
import { findLink } from "@/lib/account/redeem-link";
import type { TestContext } from "@/lib/testing/context";
import { DEACTIVATED } from "@/lib/testing/people";
import { camille, workshop } from "@/lib/testing/telling";
import { telling } from "@/lib/testing/tellings";
import { bodyText, mailContext, readMail } from "@/lib/testing/written-mails";
import { composeMail } from "./compose-mail";

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
    [
      "the erasure was due",
      "reactivation-dismissed",
      (ctx) => everyone(ctx, { deactivatedAt: new Date("2024-01-02T09:00:00Z"), eraseOn: ctx.now() }),
    ],
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

test("R-505, R-1204 · N-05 promises nothing after the erasure: the link ends with it, and there is no asking again", async () => {
  const ctx = await mailContext();
  const order = await telling("reactivation-requested")(ctx);
  expect((await readMail(ctx, order)).text).toContain("Passé ce délai, renouvelez votre demande");
  const eraseOn = new Date("2026-01-07T09:00:00Z");
  await everyone(ctx, { eraseOn });
  await links(ctx, { expiresAt: eraseOn });
  const { text } = await readMail(ctx, order);
  expect(text).toContain("07/01/2026 10:00:00");
  expect(text).toContain("Votre compte sera ensuite effacé");
  expect(text).not.toContain("renouvelez");
});

test.each([
  ["long before the term", "2025-12-01T09:00:00Z", null, "01/12/2026 10:00:00"],
  ["after the term", "2024-12-01T09:00:00Z", null, "12/01/2026 10:00:00"],
  ["with a day of erasure", "2025-12-01T09:00:00Z", "2026-01-20T09:00:00Z", "20/01/2026 10:00:00"],
])("R-506, R-508 · told no %s, he reads until when he may ask again", async (_, deactivatedAt, eraseOn, until) => {
  const ctx = await mailContext();
  const order = await telling("reactivation-dismissed")(ctx);
  await everyone(ctx, { deactivatedAt: new Date(deactivatedAt), eraseOn: eraseOn === null ? null : new Date(eraseOn) });
  expect((await readMail(ctx, order)).text).toContain(`demander de nouveau la réactivation jusqu'au ${until}`);
});

function everyone(ctx: TestContext, change: Partial<typeof accounts.$inferInsert>) {
  return ctx.db.update(accounts).set(change);
}

function links(ctx: TestContext, change: Partial<typeof singleUseLinks.$inferInsert>) {
  return ctx.db.update(singleUseLinks).set(change);
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
