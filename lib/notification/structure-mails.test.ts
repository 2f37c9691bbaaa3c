import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { appointments, attachments } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import type { TestContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aStructure } from "@/lib/testing/people";
import { camille } from "@/lib/testing/telling";
import { telling } from "@/lib/testing/tellings";
import { mailContext, readMail } from "@/lib/testing/written-mails";
import { composeMail } from "./compose-mail";

describe("SEC-97 · what is over, or is not the reader's any more, is not told", () => {
  const endings: [what: string, telling: string, end: (ctx: TestContext) => unknown][] = [
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

  test("R-1102 · manager appointed, to the others: nobody else reads it", async () => {
    const ctx = await mailContext();
    const { message } = await telling("manager appointed, to the others")(ctx);
    expect(await composeMail(ctx, { message, recipient: "eve@example.org", language: "fr" })).toEqual({
      kind: "dropped",
    });
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

function structure(ctx: TestContext, change: Partial<typeof structures.$inferInsert>) {
  return ctx.db.update(structures).set(change);
}

/** The primary manager lost the role, and the structure says so (SEC-65). */
async function withoutManager(ctx: TestContext): Promise<void> {
  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() });
  await ctx.db.update(attachments).set({ status: "ended" }).where(eq(attachments.role, "primary-manager"));
}
