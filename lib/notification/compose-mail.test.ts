import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, sessions, singleUseLinks } from "@/drizzle/schema/account";
import { attachments, feedEvents, structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { registrations } from "@/drizzle/schema/onboarding";
import { departments, formerIdentifiers, structures } from "@/drizzle/schema/structure";
import { type Language, languages } from "@/lib/i18n/language";
import type { OrganisationPart } from "@/lib/onboarding/registration";
import type { Message } from "@/lib/outbox/message";
import type { Mail } from "@/lib/platform/mailer";
import type { TestContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aPendingRequest, aStructure } from "@/lib/testing/people";
import { aRegistration, bakery, camille, type Telling } from "@/lib/testing/telling";
import { otherTellings, tellings } from "@/lib/testing/tellings";
import { bodyText, mailContext, mailOf, mailTelling } from "@/lib/testing/written-mails";
import { composeMail } from "./compose-mail";
import { foreignText } from "./foreign-text";

const individual: OrganisationPart = {
  ...bakery,
  identifierType: "PARTICULIER",
  identifier: "2850735238",
  legalName: "Camille Martin",
};

// The record has every kind: the compiler sees to it.
const kinds = Object.keys(tellings) as Message["kind"][];
const everyMail = kinds.flatMap((kind) => languages.map((language) => [kind, language] as const));

describe.each(everyMail)("%s, %s", (kind, language) => {
  test("SEC-92 · reads as it was approved, in HTML and in plain text", async () => {
    const { html, ...mail } = await written(kind, language);
    expect(mail).toMatchSnapshot();
    expect(html.replaceAll("><", ">\n<")).toMatchSnapshot();
  });

  test("R-1103 · it greets by name, signs, names the portal first, and says where help is", async () => {
    const { subject, text, html } = await written(kind, language);
    expect(subject).toMatch(/^\[Attache\] \S/);
    // We may not know who reads at an address that a manager typed.
    const name = kind === "invited-to-structure" ? "" : " Camille MARTIN";
    expect(text.split("\n")[0]).toBe(`${language === "fr" ? "Bonjour" : "Hello"}${name},`);
    for (const part of [text, bodyText(html)]) {
      expect(part).toContain(language === "fr" ? "L'équipe support Attache" : "The Attache support team");
      expect(part).toContain("support@attache.example");
    }
  });

  test("SEC-92, SEC-09 · it leads to the portal's own address only, and fetches nothing", async () => {
    const { html, text } = await written(kind, language);
    expect(html).not.toMatch(/<(img|link|script|iframe|object|form|base)\b|url\(|@import|\ssrc=|background=/i);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = ""]) => href);
    expect(links.length).toBeLessThanOrEqual(1);
    for (const link of [...links, ...(text.match(/https?:\S+/g) ?? [])]) {
      expect(new URL(link).origin).toBe("https://portail.example");
    }
    for (const link of links) expect(text).toContain(`\n${link}\n`);
  });

  test("A11Y-30 · it tells its language, has one heading and real link text, and both forms say the same", async () => {
    const { html, text } = await written(kind, language);
    expect([...html.matchAll(/<(?:html|body)\b[^>]*\blang="(\w+)"/g)].map(([, lang]) => lang)).toEqual([
      language,
      language,
    ]);
    expect(html.match(/lang="/g)?.length).toBe(html.match(new RegExp(`lang="${language}"`, "g"))?.length);
    expect(html.match(/<h1\b/g)).toHaveLength(1);
    for (const [link] of html.matchAll(/<a\b.*?<\/a>/g)) expect(bodyText(link)).toMatch(/^ \p{Lu}[\p{L}\p{M}' ]+$/u);
    const said = bodyText(html);
    const lines = text.split("\n").filter((line) => line.trim() && line !== "-- ");
    for (const line of lines) {
      for (const part of line.replace(/^- /, "").split(/\s?: /))
        expect(said).toContain(part.replace(/\s+/g, " ").trim());
    }
  });
});

describe.each(Object.entries(otherTellings))("%s", (_name, telling) => {
  test("SEC-92 · reads as it was approved, leads to the portal only, and both forms say the same", async () => {
    for (const { html, ...mail } of Object.values(await inBothLanguages(telling))) {
      expect(mail).toMatchSnapshot();
      const said = bodyText(html);
      for (const line of mail.text.split("\n").filter((line) => line.trim() && line !== "-- ")) {
        for (const part of line.replace(/^- /, "").split(/\s?: /))
          expect(said).toContain(part.replace(/\s+/g, " ").trim());
      }
      const links = mail.text.match(/https?:\S+/g) ?? [];
      expect(links.map((link) => new URL(link).origin)).toEqual(links.map(() => "https://portail.example"));
    }
  });
});

describe("N-02", () => {
  test("N-02 · the invitation is worded as in the specification, its deadline in bold, Paris time", async () => {
    const { html, text } = await written("activation-invited", "fr");
    const flat = text.replace(/\s+/g, " ");
    expect(flat).toContain(
      "Nous vous invitons à cliquer sur le lien suivant pour activer votre compte : Activer votre compte",
    );
    expect(flat).toContain(
      "Ce courriel sera valable jusqu'au 04/02/2026 10:00:00. Si ce délai est dépassé vous devrez contacter le support pour recevoir un nouveau courriel d'activation.",
    );
    expect(html).toContain("<strong>04/02/2026 10:00:00</strong>");
  });

  test("SEC-97 · written twice, it carries the same link", async () => {
    const ctx = await mailContext();
    const order = { ...(await tellings["activation-invited"](ctx)), language: "fr" } as const;
    expect(await composeMail(ctx, order)).toEqual(await composeMail(ctx, order));
  });
});

describe("N-01", () => {
  const summaryOf = async (organisation: OrganisationPart, language: Language = "fr") => {
    const ctx = await mailContext();
    const message = {
      kind: "registration-received",
      registrationId: await aRegistration(ctx, { organisation }),
    } as const;
    return mailOf(await composeMail(ctx, { message, recipient: camille.email, language }));
  };

  test.each<[string, OrganisationPart, string]>([
    ["creates his structure", bakery, "Gestionnaire principal, dès l'activation"],
    ["asks for a public body", { ...bakery, publicBody: true }, "Demande de gestion, examinée par le support"],
    [
      "asks to join",
      { kind: "join", identifierType: "SIRET", identifier: "99999990700010" },
      "transmise au gestionnaire",
    ],
    ["has no structure", { kind: "none", identifierType: "SIRET", identifier: "99999990700010" }, "Sans rattachement"],
  ])("N-01 · who %s reads what will become of it", async (_what, organisation, expected) => {
    const { text, html } = await summaryOf(organisation);
    expect(text).toContain(expected);
    expect(bodyText(html)).toContain(expected);
  });

  test("N-01 · the identifier stands under the name of its kind, grouped as it is read", async () => {
    const factsOf = async (organisation: OrganisationPart) =>
      (await summaryOf(organisation)).text.replace(/[^\S\n]/g, " ");
    expect(await factsOf(bakery)).toContain("\nSIRET : 999 999 907 00010\n");
    expect(await factsOf(individual)).toContain("\nIdentifiant : Particulier\n");
  });

  test.each<OrganisationPart>([
    individual,
    { kind: "join", identifierType: "PARTICULIER", identifier: individual.identifier },
    { kind: "none", identifierType: "PARTICULIER", identifier: individual.identifier },
  ])("R-1103 · the identifier and the address of an individual never travel by mail ($kind)", async (organisation) => {
    const mail = JSON.stringify(await summaryOf(organisation));
    expect(mail).not.toContain(individual.identifier);
    expect(mail).not.toContain(bakery.addressLine1);
  });
});

describe("N-12", () => {
  test("R-1103 · the managers of an individual's structure read its name, never its identifier or address", async () => {
    const ctx = await mailContext();
    const { identifier, identifierType } = individual;
    const structure = await aStructure(ctx, { identifier, identifierType, addressLine1: "3 rue du Four" });
    const { account } = await aManagerOf(ctx, structure);
    const { attachment } = await aPendingRequest(ctx, structure);
    const message = { kind: "attachment-requested", attachmentId: attachment.id } as const;
    const order = { message, recipient: account.contactEmail, language: "fr" } as const;
    const mail = JSON.stringify(mailOf(await composeMail(ctx, order)));
    expect(mail).toContain(structure.legalName);
    expect(mail).not.toContain(identifier);
    expect(mail).not.toContain("rue du Four");
  });

  test("R-857 · where nobody manages the structure, support is told, by no name", async () => {
    const ctx = await mailContext();
    const { attachment } = await aPendingRequest(ctx, await aStructure(ctx));
    const message = { kind: "attachment-requested", attachmentId: attachment.id } as const;
    const { text } = mailOf(await composeMail(ctx, { message, recipient: ctx.env.SUPPORT_EMAIL, language: "fr" }));
    expect(text).toMatch(/^Bonjour,\n/);
    expect(text).toContain("la décision revient au support");
    expect(text).toMatch(/\/admin\/rattachements\n/);
  });

  test("R-855 · it says in bold until when the request waits: after 60 days it ends by itself", async () => {
    const { html, text } = await written("attachment-requested", "fr");
    expect(text.replace(/\s+/g, " ")).toContain(
      "Sans décision d'ici au 06/03/2026, elle sera annulée automatiquement.",
    );
    expect(html).toContain("<strong>06/03/2026</strong>");
    expect((await written("attachment-requested", "en")).html).toContain("<strong>06/03/2026</strong>");
  });

  test("two managers who share an address are greeted by no name", async () => {
    const ctx = await mailContext();
    const { message, recipient } = await tellings["attachment-requested"](ctx);
    const [request] = await ctx.db.select().from(attachments).where(eq(attachments.status, "pending"));
    const another = await anAccount(ctx, { contactEmail: recipient });
    const structure = { id: request?.structureId ?? "" } as Awaited<ReturnType<typeof aStructure>>; // only its id is read
    await aManagerOf(ctx, structure, { account: another, role: "secondary-manager", workspaces: [] });
    const { text } = mailOf(await composeMail(ctx, { message, recipient, language: "fr" }));
    expect(text).toMatch(/^Bonjour,\n/);
  });
});

describe("SEC-97 · what is over is not told any more", () => {
  const endings: [string, Message["kind"], (ctx: TestContext) => Promise<unknown>][] = [
    ["the registration was activated", "registration-received", closeRegistrations],
    ["the registration was erased", "registration-received", (ctx) => ctx.db.delete(registrations)],
    ["the registration was activated", "activation-invited", closeRegistrations],
    [
      "a newer link was mailed",
      "activation-invited",
      (ctx) => ctx.db.update(singleUseLinks).set({ voidedAt: ctx.now() }),
    ],
    ["the link was used", "activation-invited", (ctx) => ctx.db.update(singleUseLinks).set({ usedAt: ctx.now() })],
    ["the link expired", "activation-invited", async (ctx) => ctx.moveTo("2026-03-01T09:00:00Z")],
    [
      "the link was used",
      "contact-email-confirmation",
      (ctx) => ctx.db.update(singleUseLinks).set({ usedAt: ctx.now() }),
    ],
    [
      "the account was erased",
      "contact-email-confirmation",
      (ctx) => ctx.db.update(accounts).set({ status: "erased" }),
    ],
    [
      "the account was erased",
      "address-already-registered",
      (ctx) => ctx.db.update(accounts).set({ status: "erased" }),
    ],
    ["the account was erased", "account-locked", (ctx) => ctx.db.update(accounts).set({ status: "erased" })],
    ["the lock was cleared", "account-locked", (ctx) => ctx.db.update(accounts).set({ lockedUntil: null })],
  ];
  test.each(endings)("%s: %s is dropped", async (_what, kind, end) => {
    const ctx = await mailContext();
    const order = { ...(await tellings[kind](ctx)), language: "fr" } as const;
    expect(await composeMail(ctx, order)).toMatchObject({ kind: "mail" });
    await end(ctx);
    expect(await composeMail(ctx, order)).toEqual({ kind: "dropped" });
  });

  test.each(kinds)("R-1102 · %s goes to nobody but whom it was meant for", async (kind) => {
    const ctx = await mailContext();
    const { message } = await tellings[kind](ctx);
    const order = { message, recipient: "eve@example.org", language: "fr" } as const;
    expect(await composeMail(ctx, order)).toEqual({ kind: "dropped" });
  });
});

describe("SEC-90 · what people typed is text in every mail", () => {
  const hostile = [
    `<script>alert(1)</script>`,
    `<img src=x onerror=alert(1)>`,
    `"><a href="//evil.example">x</a>`,
    `</title><h1>Won</h1>`,
    `{name} <strong>b</strong>`,
    `Martin\r\nBcc: all@evil.example`,
    `Pay at https://evil.example/now or www.evil.example`,
    `\u202Egro.live\u200B`,
    `&lt;b&gt; %0d%0aSubject: won`,
  ];

  const everyTelling = Object.entries({ ...tellings, ...otherTellings });
  test.each(everyTelling)(
    "SEC-90, SEC-92, SEC-21, SEC-32 · nothing that people type changes %s",
    async (_name, telling) => {
      const ctx = await mailContext();
      const order = await telling(ctx);
      for (const typed of hostile) {
        await typeEverywhere(ctx, typed);
        const { subject, html, text } = mailOf(await composeMail(ctx, { ...order, language: "fr" }));
        expect(subject).toMatch(/^\[Attache\] [^\r\n]{1,200}$/);
        expect(bodyText(html)).toContain(foreignText(typed));
        expect(text).toContain(foreignText(typed));
        expect(html).not.toMatch(/<(script|img)\b/);
        expect(html.match(/<h1\b/g)).toHaveLength(1);
        expect([...html.matchAll(/<a\b/g)].length).toBeLessThanOrEqual(1);
        for (const part of [html, text, subject]) {
          expect(part).not.toMatch(/evil\.example|gro\.live|https?:\/\/(?!portail\.example\/)(?!www\.w3\.org\/)/);
        }
        // React Email pads the preview with invisible characters of its own: the text has none.
        expect(text).not.toMatch(/[\u202E\u200B\r]/);
      }
    },
  );
});

/** Everything that people type and that a mail may show, names and labels included. */
async function typeEverywhere(ctx: TestContext, typed: string): Promise<void> {
  const names = { givenName: typed, familyName: typed };
  await ctx.db.update(accounts).set({ ...names, deactivationReason: typed });
  await ctx.db.update(feedEvents).set({ personName: typed });
  await ctx.db.update(sessions).set({ userAgent: typed });
  await ctx.db.update(registrations).set({ ...names, organisation: { ...bakery, legalName: typed } });
  await ctx.db.update(structures).set({ legalName: typed, label: typed });
  await ctx.db.update(departments).set({ name: typed });
  await ctx.db.update(attachments).set({ comment: typed, refusalReason: typed });
  await ctx.db.update(subscriptions).set({ comment: typed, refusalReason: typed });
  await ctx.db.update(formerIdentifiers).set({ identifier: typed });
  await ctx.db.update(structureHistory).set({ reason: typed });
}

const writtenOnce = new Map<Message["kind"], Promise<Record<Language, Mail>>>();

/** The mail of that kind, written once for all tests that only read it. */
async function written(kind: Message["kind"], language: Language): Promise<Mail> {
  const once = writtenOnce.get(kind) ?? inBothLanguages(tellings[kind]);
  writtenOnce.set(kind, once);
  return (await once)[language];
}

async function inBothLanguages(telling: (ctx: TestContext) => Promise<Telling>): Promise<Record<Language, Mail>> {
  const ctx = await mailContext();
  const order = await telling(ctx);
  return { fr: await mailTelling(ctx, order), en: await mailTelling(ctx, order, "en") };
}

function closeRegistrations(ctx: TestContext) {
  return ctx.db.update(registrations).set({ closedAt: ctx.now() });
}
