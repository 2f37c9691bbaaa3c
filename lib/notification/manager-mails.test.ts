import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachmentDepartments, attachments, invitations, subscriptions } from "@/drizzle/schema/attachment";
import { formerIdentifiers, structures } from "@/drizzle/schema/structure";
import type { TestContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { otherTellings, telling } from "@/lib/testing/tellings";
import { mailContext, readMail } from "@/lib/testing/written-mails";
import { composeMail } from "./compose-mail";

describe("SEC-97 · what is over, or is not the reader's any more, is not told", () => {
  const endings: [what: string, telling: string, end: (ctx: TestContext) => Promise<unknown>][] = [
    ["the request was decided", "attachment-requested", (ctx) => answer(ctx, "approved")],
    ["the requester's account was closed", "attachment-requested", (ctx) => close(ctx, "Dominique")],
    ["the reader manages the structure no more", "attachment-requested", withoutManager],
    ["all the requests were decided", "requests-still-pending", (ctx) => answer(ctx, "refused")],
    ["the reader manages the structure no more", "requests-still-pending", withoutManager],
    ["the request lives again", "attachment-request-closed", (ctx) => become(ctx, "pending")],
    ["the requester was erased", "request cancelled", (ctx) => erase(ctx, "Camille")],
    ["it was suspended since", "attachment-decided", (ctx) => become(ctx, "suspended")],
    ["the address is not the owner's any more", "attachment-decided", changeContact],
    ["it was ended since", "attachment suspended", (ctx) => become(ctx, "ended")],
    ["it was reactivated since", "attachment suspended", (ctx) => become(ctx, "approved")],
    ["it was suspended again", "attachment reactivated by the portal", (ctx) => become(ctx, "suspended")],
    ["the owner was erased", "attachment ended", (ctx) => erase(ctx, "Camille")],
    ["he left since", "role changed", (ctx) => become(ctx, "ended")],
    ["they were closed since", "subscriptions-decided", (ctx) => ctx.db.update(subscriptions).set({ status: "ended" })],
    ["the address is not the owner's any more", "subscriptions refused", changeContact],
    ["it was passed on again", "management-transferred", withoutManager],
    ["it was passed on again", "main role handed over", withoutManager],
    ["the invitation was withdrawn", "invited-to-structure", (ctx) => answerInvitation(ctx, "withdrawn")],
    ["the invitation was accepted", "invited-to-structure", (ctx) => answerInvitation(ctx, "accepted")],
    ["the invitation expired", "invited-to-structure", async (ctx) => ctx.moveTo("2026-02-04T09:00:00Z")],
    [
      "the structure was deactivated",
      "invited-to-structure",
      (ctx) => ctx.db.update(structures).set({ status: "inactive" }),
    ],
    ["the reader manages the structure no more", "identifier-changed", withoutManager],
    [
      "the structure is active again",
      "structure-deactivated",
      (ctx) => ctx.db.update(structures).set({ status: "active" }),
    ],
    ["the reader manages the structure no more", "structure-deactivated", withoutManager],
    [
      "they were decided",
      "subscriptions-requested",
      (ctx) => ctx.db.update(subscriptions).set({ status: "active" }).where(eq(subscriptions.status, "pending")),
    ],
    ["the requester's account was closed", "subscriptions-requested", (ctx) => close(ctx, "Dominique")],
    ["the requester left the structure", "subscriptions-requested", leave],
    ["the reader manages the structure no more", "subscriptions-requested", withoutManager],
  ];
  test.each(endings)("%s: %s is dropped", async (_what, name, end) => {
    const ctx = await mailContext();
    const order = { ...(await telling(name)(ctx)), language: "fr" } as const;
    expect(await composeMail(ctx, order)).toMatchObject({ kind: "mail" });
    await end(ctx);
    expect(await composeMail(ctx, order)).toEqual({ kind: "dropped" });
  });

  test.each(Object.keys(otherTellings))("R-1102 · %s: nobody else reads it", async (name) => {
    const ctx = await mailContext();
    const { message } = await telling(name)(ctx);
    const order = { message, recipient: "eve@example.org", language: "fr" } as const;
    expect(await composeMail(ctx, order)).toEqual({ kind: "dropped" });
  });
});

describe("N-13", () => {
  test("N-13 · each request is listed with its age, oldest first, those decided meanwhile left out", async () => {
    const ctx = await mailContext();
    const order = await telling("requests-still-pending")(ctx);
    const { text, subject } = await readMail(ctx, order);
    expect(subject).toBe("[Attache] 2 demandes de rattachement attendent pour Boulangerie Martin");
    expect(text).toContain(
      "Dominique PETIT : demande du 06/12/2025, il y a 30 jours\nNadia ROY : demande du 21/12/2025, il y a 15 jours",
    );
    expect(text).toContain("https://portail.example/gestionnaire\n");
    const [petit] = await ctx.db.select().from(accounts).where(eq(accounts.familyName, "Petit"));
    await ctx.db
      .update(attachments)
      .set({ status: "approved" })
      .where(eq(attachments.accountId, petit?.id ?? ""));
    const alone = await readMail(ctx, order);
    expect(alone.text).not.toContain("PETIT");
    expect(alone.text).toMatch(/https:\/\/portail\.example\/gestionnaire\/demandes\/[0-9a-f-]{36}\n/);
  });

  test("N-13 · of many, twenty are named and the rest is counted", async () => {
    const ctx = await mailContext();
    const structure = await aStructure(ctx);
    const { account } = await aManagerOf(ctx, structure);
    const attachmentIds: string[] = [];
    for (let number = 0; number < 23; number++) {
      const { attachment } = await aPendingRequest(ctx, structure, {
        account: await anAccount(ctx, { familyName: "Petit", givenName: `Dominique ${number}` }),
      });
      attachmentIds.push(attachment.id);
    }
    const { text } = await readMail(ctx, {
      message: { kind: "requests-still-pending", structureId: structure.id, attachmentIds },
      recipient: account.contactEmail,
    });
    expect(text.match(/PETIT : demande du/g)).toHaveLength(20);
    expect(text).toContain("3 autres demandes attendent également.");
  });

  test("R-857 · where nobody manages the structure, support reads it, and is led to its own queue", async () => {
    const ctx = await mailContext();
    const structure = await aStructure(ctx);
    const { attachment } = await aPendingRequest(ctx, structure);
    const { text } = await readMail(ctx, {
      message: { kind: "requests-still-pending", structureId: structure.id, attachmentIds: [attachment.id] },
      recipient: ctx.env.SUPPORT_EMAIL,
    });
    expect(text).toMatch(/^Bonjour,\n/);
    expect(text).toContain("la décision revient au support");
    expect(text).toContain("https://portail.example/admin/rattachements\n");
    expect(text).not.toContain("/gestionnaire");
  });
});

describe("N-15", () => {
  test("N-15 · who is approved reads his role, services and workspaces, and who decided", async () => {
    const ctx = await mailContext();
    const { text } = await readMail(ctx, await telling("attachment-decided")(ctx));
    expect(text).toContain(
      [
        "Structure : Boulangerie Martin",
        "Rôle : Utilisateur simple",
        "Services : Comptabilité",
        "Espaces : Factures émises (modification), Sollicitations émises (modification)",
        "Décision prise par : Dominique PETIT (Gestionnaire principal)",
      ].join("\n"),
    );
  });

  test("R-852 · a department that was refused is named apart", async () => {
    const ctx = await mailContext();
    const order = await telling("attachment-decided")(ctx);
    await ctx.db.update(attachmentDepartments).set({ status: "refused" });
    const { text } = await readMail(ctx, order);
    expect(text).toContain("Services refusés : Comptabilité");
    expect(text).not.toContain("Services : ");
  });

  test.each(["attachment refused", "attachment suspended", "attachment ended"])(
    "SEC-63 · %s: who is not of the structure learns in what role it was decided, never by whom",
    async (name) => {
      const ctx = await mailContext();
      const { text } = await readMail(ctx, await telling(name)(ctx));
      expect(text).toContain("Décision prise par : Gestionnaire principal\n");
      expect(text).not.toContain("PETIT");
      expect(text).not.toContain("dominique");
    },
  );

  test.each<[string, (ctx: TestContext) => Promise<unknown>]>([
    [
      "Support",
      (ctx) =>
        ctx.db
          .update(accounts)
          .set({ isAdministrator: true })
          .then(() => withoutManager(ctx)),
    ],
    ["Gestionnaire de la structure", withoutManager],
  ])("N-15 · whoever decided is %s, as far as one knows today", async (role, change) => {
    const ctx = await mailContext();
    const order = await telling("attachment ended")(ctx);
    await change(ctx);
    expect((await readMail(ctx, order)).text).toContain(`Décision prise par : ${role}\n`);
  });

  test("N-15 · who left by himself is told how to object, and of no author", async () => {
    const ctx = await mailContext();
    const { message, recipient } = await telling("attachment ended")(ctx);
    const [camille] = await ctx.db.select().from(accounts).where(eq(accounts.givenName, "Camille"));
    if (message.kind !== "attachment-decided" || !camille) throw new Error("another message");
    const { text } = await readMail(ctx, { message: { ...message, deciderId: camille.id }, recipient });
    expect(text).toContain("Vous y avez mis fin vous-même.");
    expect(text).not.toContain("Décision prise par");
  });

  test("N-15 · a suspension tells the day of its end, a refusal its reason", async () => {
    const ctx = await mailContext();
    const suspended = await readMail(ctx, await telling("attachment suspended until a day")(ctx));
    expect(suspended.html).toContain("<strong>01/03/2026</strong>");
    const another = await mailContext();
    const refused = await readMail(another, await telling("attachment refused")(another));
    expect(refused.text).toContain("Motif : Nous ne vous connaissons pas.");
    expect(refused.text).toContain("https://portail.example/mon-compte/rattachements/nouveau\n");
  });
});

describe("N-16 and N-23", () => {
  test("R-708 · one mail names all the workspaces, in the order of the tabs, with mode and service", async () => {
    const ctx = await mailContext();
    const { text } = await readMail(ctx, await telling("subscriptions ended")(ctx));
    expect(text).toContain("Espaces : Engagements (consultation, service Comptabilité), Suivi des flux (modification)");
  });

  test("N-23 · one request leads to itself, several to the desk", async () => {
    const ctx = await mailContext();
    const order = await telling("one workspace requested")(ctx);
    const { text } = await readMail(ctx, order);
    if (order.message.kind !== "subscriptions-requested") throw new Error("another message");
    expect(text).toContain(`https://portail.example/gestionnaire/abonnements/${order.message.subscriptionIds[0]}\n`);
    expect(text).toContain("Commentaire : Pour le suivi des flux EDI.");
    const several = await mailContext();
    const list = await readMail(several, await telling("subscriptions-requested")(several));
    expect(list.text).toContain("https://portail.example/gestionnaire\n");
  });
});

test("R-857 · N-23 · where nobody manages the structure, support reads it, by no name", async () => {
  const ctx = await mailContext();
  const { message } = await telling("one workspace requested")(ctx);
  await withoutManager(ctx);
  const { text } = await readMail(ctx, { message, recipient: ctx.env.SUPPORT_EMAIL });
  expect(text).toMatch(/^Bonjour,\n/);
  expect(text).toContain("la décision revient au support");
  expect(text).toContain("https://portail.example/admin/rattachements\n");
  expect(text).not.toContain("/gestionnaire");
});

describe("N-18", () => {
  test("R-909, SEC-69 · it says nothing of whether the address has an account", async () => {
    const unknown = await mailContext();
    const known = await mailContext();
    const order = await telling("invited-to-structure")(unknown);
    const same = await telling("invited-to-structure")(known);
    await anAccount(known, { email: same.recipient, givenName: "Camille", familyName: "Secret", language: "en" });
    const mail = await readMail(known, same);
    expect(mail).toEqual(await readMail(unknown, order));
    expect(mail.html).toContain("<strong>04/02/2026 10:00:00</strong>");
    expect(mail.text).toContain("https://portail.example/invitations\n");
    expect(mail.text).toContain("https://portail.example/inscription\n");
  });

  test("N-18 · an inviter whose account was closed is not named", async () => {
    const ctx = await mailContext();
    const order = await telling("invited-to-structure")(ctx);
    await close(ctx, "Nadia");
    const { text } = await readMail(ctx, order);
    expect(text).toContain("Un gestionnaire vous invite à rejoindre la structure Boulangerie Martin");
    expect(text).not.toContain("ROY");
  });
});

describe("N-20", () => {
  test("R-170 · each change of the identifier tells its own old and new value", async () => {
    const ctx = await mailContext();
    const order = await telling("identifier-changed")(ctx);
    const { text } = await readMail(ctx, order);
    expect(text).toContain("Ancien identifiant : En cours d'immatriculation : ATELIER2026");
    expect(text).toMatch(/Nouvel identifiant : SIRET : 999\s999\s907\s00010/);
    const [first] = await ctx.db.select().from(formerIdentifiers);
    await ctx.db.insert(formerIdentifiers).values({
      id: ctx.id(),
      structureId: first?.structureId ?? "",
      identifierType: "RIDET",
      identifier: "0000123456",
      replacedAt: new Date("2026-01-06T09:00:00Z"),
    });
    expect((await readMail(ctx, order)).text).toContain("Nouvel identifiant : Structure avec un RIDET : 0000123456");
  });

  test("R-1103 · the identifier of an individual never travels by mail", async () => {
    const ctx = await mailContext();
    const order = await telling("identifier-changed")(ctx);
    const individual = { identifierType: "PARTICULIER", identifier: "2850735238" } as const;
    await ctx.db.update(formerIdentifiers).set(individual);
    await ctx.db.update(structures).set({ ...individual, identifier: "1850735238" });
    const mail = JSON.stringify(await readMail(ctx, order));
    expect(mail).toContain("Ancien identifiant : Particulier\\n");
    expect(mail).not.toMatch(/[12]850735238/);
  });
});

function answer(ctx: TestContext, status: "approved" | "refused") {
  return ctx.db.update(attachments).set({ status }).where(eq(attachments.status, "pending"));
}

/** What was decided of the person who is no primary manager. */
async function become(ctx: TestContext, status: "pending" | "approved" | "suspended" | "ended"): Promise<void> {
  await ctx.db
    .update(attachments)
    .set({ status })
    .where(eq(attachments.role, await roleOfOther(ctx)));
}

async function roleOfOther(ctx: TestContext) {
  const rows = await ctx.db.select({ role: attachments.role }).from(attachments);
  return rows.find(({ role }) => role !== "primary-manager")?.role ?? "member";
}

/** The primary manager lost the role, and the structure says so (SEC-65). */
async function withoutManager(ctx: TestContext): Promise<void> {
  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() });
  await ctx.db.update(attachments).set({ status: "ended" }).where(eq(attachments.role, "primary-manager"));
}

function leave(ctx: TestContext) {
  return ctx.db.update(attachments).set({ status: "ended" }).where(eq(attachments.role, "member"));
}

function close(ctx: TestContext, givenName: string) {
  return ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.givenName, givenName));
}

function erase(ctx: TestContext, givenName: string) {
  return ctx.db.update(accounts).set({ status: "erased" }).where(eq(accounts.givenName, givenName));
}

function changeContact(ctx: TestContext) {
  return ctx.db.update(accounts).set({ contactEmail: "nouvelle@example.org" });
}

function answerInvitation(ctx: TestContext, status: "withdrawn" | "accepted") {
  return ctx.db.update(invitations).set({ status });
}
