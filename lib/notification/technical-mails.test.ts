import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { shownSecrets, technicalAccounts } from "@/drizzle/schema/technical-account";
import { decideAppointment } from "@/lib/administration/decide-appointment";
import { proposeAppointment } from "@/lib/administration/propose-appointment";
import type { Message } from "@/lib/outbox/message";
import { createTechnicalAccount } from "@/lib/technical-account/create-technical-account";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPasswordProofOf,
  aPermitOf,
  aStructure,
  aTechnicalAccountOf,
  aTechnicalPasswordOf,
  DEACTIVATED,
} from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { resumeTechnicalAccounts } from "@/lib/upkeep/resume-technical-accounts";
import { suspendTechnicalAccounts } from "@/lib/upkeep/suspend-technical-accounts";
import { tellOfTechnicalPasswords } from "@/lib/upkeep/tell-of-technical-passwords";
import { composeMail } from "./compose-mail";
import { deliverDue } from "./deliver-due";

const atelier = "atelier@example.org";

async function managed(ctx: TestContext) {
  const structure = await aStructure(ctx);
  const { account: manager } = await aManagerOf(ctx, structure, {
    account: await anAccount(ctx, { contactEmail: atelier }),
  });
  return { structure, manager, technical: await aTechnicalAccountOf(ctx, structure) };
}

/** Delivers what is due, and says to whom and about what. */
async function delivered(ctx: TestContext): Promise<string[]> {
  const before = ctx.mailer.sent.length;
  await deliverDue(ctx);
  return ctx.mailer.sent.slice(before).map(({ to, subject }) => `${to} · ${subject}`);
}

test("N-19 · R-1003 · R-1008 · login, structure and expiry to the second; the password stands nowhere", async () => {
  const ctx = await testContext({ now: "2016-11-10T09:21:23Z" });
  const structure = await aStructure(ctx, { legalName: "Boulangerie Martin", identifier: "99999990700010" });
  const { account } = await aManagerOf(ctx, structure, { account: await anAccount(ctx, { contactEmail: atelier }) });
  const permit = await aPermitOf(ctx, account, { structure, right: "manage-technical-account" });
  const proof = await aPasswordProofOf(ctx, permit.holder);
  const created = await createTechnicalAccount(ctx, permit, { readOnly: false, only: null, proof });
  expect(created.kind).toBe("created");
  expect(await ctx.db.$count(shownSecrets)).toBe(1);
  await deliverDue(ctx);
  const [mail] = ctx.mailer.sent;
  expect(mail).toMatchObject({ to: atelier, subject: "[Attache] Utilisateur technique créé pour Boulangerie Martin" });
  // Before a colon French has a space that does not break.
  const text = mail?.text.replaceAll("\u00a0", " ");
  for (const fact of [
    "Utilisateur technique : TECH_099999990700010@api.attache.example",
    "Structure : Boulangerie Martin",
    "Expiration du mot de passe : 18/02/2017 10:21:23",
    "Le mot de passe n'est jamais envoyé par courriel",
  ]) {
    expect(text).toContain(fact);
  }
  // Twenty signs of all four classes would be one.
  const words = `${mail?.text} ${mail?.html}`.split(/[\s<>"]+/);
  expect(words.filter((word) => /^(?=.*[A-Z])(?=.*[a-z])(?=.*[2-9])[#*,\-./=?@\w]{20}$/.test(word))).toEqual([]);
});

test("R-1010 · SEC-97 · a mail that had not left when the address changed goes to the new one, not to the old", async () => {
  const ctx = await testContext();
  const { manager } = await managed(ctx);
  ctx.moveTo("2026-04-01T08:00:00Z");
  expect(await tellOfTechnicalPasswords(ctx)).toBe(1);
  await ctx.db.update(accounts).set({ contactEmail: "new@example.org" }).where(eq(accounts.id, manager.id));
  expect(await tellOfTechnicalPasswords(ctx)).toBe(0);
  expect(await delivered(ctx)).toEqual([]);
  ctx.moveTo("2026-04-01T09:00:00Z");
  expect(await tellOfTechnicalPasswords(ctx)).toBe(1);
  expect(await delivered(ctx)).toEqual([expect.stringMatching(/^new@example.org · .* expire bientôt$/)]);
  expect(await tellOfTechnicalPasswords(ctx)).toBe(0);
});

test("R-1010 · SEC-68 · whoever support named is told from then on", async () => {
  const ctx = await testContext();
  const { structure, manager } = await managed(ctx);
  const { account, attachment } = await aMemberOf(ctx, structure);
  await ctx.db.update(accounts).set({ contactEmail: "named@example.org" }).where(eq(accounts.id, account.id));
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, manager.id));
  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
  await ctx.db.update(attachments).set({ status: "ended" }).where(eq(attachments.accountId, manager.id));
  const proposal = { attachmentId: attachment.id, evidence: "Kbis vu." };
  const proposed = await proposeAppointment(ctx, await aSupportAct(ctx), proposal);
  if (proposed.kind !== "proposed") throw new Error(proposed.kind);
  const decision = { appointmentId: proposed.appointmentId, decision: "confirm" } as const;
  expect(await decideAppointment(ctx, await aSupportAct(ctx), decision)).toMatchObject({ kind: "confirmed" });
  await ctx.db.delete(outboxMessages);
  ctx.moveTo("2026-04-01T08:00:00Z");
  await tellOfTechnicalPasswords(ctx);
  expect(await delivered(ctx)).toEqual([expect.stringMatching(/^named@example.org · .* expire bientôt$/)]);
});

test("R-801 · R-1010 · suspension and resumption are told to the primary manager alone, in his language", async () => {
  const ctx = await testContext();
  const { structure, manager } = await managed(ctx);
  await aManagerOf(ctx, structure, { role: "secondary-manager" });
  await ctx.db.update(accounts).set({ language: "en" }).where(eq(accounts.id, manager.id));
  await ctx.db.update(structures).set({ status: "inactive" });
  await suspendTechnicalAccounts(ctx);
  expect(await delivered(ctx)).toEqual([`${atelier} · [Attache] Technical user of ${structure.legalName} suspended`]);
  await ctx.db.update(structures).set({ status: "active" });
  await resumeTechnicalAccounts(ctx);
  expect(await delivered(ctx)).toEqual([
    `${atelier} · [Attache] Technical user of ${structure.legalName} active again`,
  ]);
});

describe("SEC-97 · what is over is not told any more", () => {
  type Told = Extract<Message, { kind: "technical-account-told" }>["event"];
  const set = (status: "active" | "suspended" | "deleted") => (ctx: TestContext) =>
    ctx.db.update(technicalAccounts).set({ status });
  const reset = async (ctx: TestContext) => {
    const [account] = await ctx.db.select().from(technicalAccounts);
    ctx.moveTo("2026-01-06T09:00:00Z");
    if (account) await aTechnicalPasswordOf(ctx, account);
  };
  const endings: [string, Told, "active" | "suspended" | "deleted", (ctx: TestContext) => unknown][] = [
    ["the account was deleted", "created", "active", set("deleted")],
    ["the account was deleted", "reset", "active", set("deleted")],
    ["the account was deleted", "expires-soon", "active", set("deleted")],
    ["there is a new password", "expires-soon", "active", reset],
    ["it has ended meanwhile", "expires-soon", "active", (ctx) => ctx.moveTo("2026-04-15T08:00:00Z")],
    ["there is a new password", "expired", "active", reset],
    ["it works again", "suspended", "suspended", set("active")],
    ["it was suspended again", "resumed", "active", set("suspended")],
    ["it was never deleted", "deleted", "deleted", set("active")],
    ["the account is forgotten", "deleted", "deleted", (ctx) => ctx.db.delete(technicalAccounts)],
    [
      "somebody else manages the structure",
      "created",
      "active",
      (ctx) => ctx.db.update(accounts).set({ contactEmail: "other@example.org" }),
    ],
  ];
  test.each(endings)("%s: %s is dropped", async (_what, event, status, end) => {
    const ctx = await testContext();
    const { technical } = await managed(ctx);
    await set(status)(ctx);
    const message = {
      kind: "technical-account-told",
      technicalAccountId: technical.account.id,
      event,
      expiresAt: "2026-04-15T08:00:00.000Z",
    } as const;
    const order = { message, recipient: atelier, language: "fr" } as const;
    expect(await composeMail(ctx, order)).toMatchObject({ kind: "mail" });
    await end(ctx);
    expect(await composeMail(ctx, order)).toEqual({ kind: "dropped" });
  });

  test("a reminder of the last moment still leaves in the millisecond before the end", async () => {
    const ctx = await testContext();
    const { technical } = await managed(ctx);
    const told = { technicalAccountId: technical.account.id, event: "expires-soon" } as const;
    const message = { kind: "technical-account-told", ...told, expiresAt: "2026-04-15T08:00:00.000Z" } as const;
    ctx.moveTo("2026-04-15T07:59:59.999Z");
    expect(await composeMail(ctx, { message, recipient: atelier, language: "en" })).toMatchObject({ kind: "mail" });
  });
});
