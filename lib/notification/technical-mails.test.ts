import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments, feedEvents } from "@/drizzle/schema/attachment";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { shownSecrets, technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { decideAppointment } from "@/lib/administration/decide-appointment";
import { proposeAppointment } from "@/lib/administration/propose-appointment";
import { transferManagement } from "@/lib/attachment/transfer-management";
import type { Message } from "@/lib/outbox/message";
import { createTechnicalAccount } from "@/lib/technical-account/create-technical-account";
import { deleteTechnicalAccount } from "@/lib/technical-account/delete-technical-account";
import { renewTechnicalSecret } from "@/lib/technical-account/renew-technical-secret";
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

describe("R-1105 · N-21 · what N-19 tells by mail stands in the feed of the same person, and in his summary", () => {
  type Told = Extract<Message, { kind: "technical-account-told" }>["event"];
  type Managed = Awaited<ReturnType<typeof managed>>;
  const permitOf = async (ctx: TestContext, { structure, manager }: Managed) => {
    const permit = await aPermitOf(ctx, manager, { structure, right: "manage-technical-account" });
    return { permit, proof: await aPasswordProofOf(ctx, permit.holder) };
  };
  const turn = (ctx: TestContext, status: "active" | "inactive") => ctx.db.update(structures).set({ status });
  const acts: Record<Told, (ctx: TestContext, managed: Managed) => Promise<unknown>> = {
    created: async (ctx, managed) => {
      await ctx.db.delete(technicalAccounts);
      const { permit, proof } = await permitOf(ctx, managed);
      await createTechnicalAccount(ctx, permit, { readOnly: false, only: null, proof });
    },
    reset: async (ctx, managed) => {
      const { permit, proof } = await permitOf(ctx, managed);
      await renewTechnicalSecret(ctx, permit, { keepOldUntil: null, proof });
    },
    "expires-soon": (ctx) => {
      ctx.moveTo("2026-04-01T08:00:00Z");
      return tellOfTechnicalPasswords(ctx);
    },
    expired: (ctx) => {
      ctx.moveTo("2026-04-15T08:00:00Z");
      return tellOfTechnicalPasswords(ctx);
    },
    suspended: async (ctx) => {
      await turn(ctx, "inactive");
      await suspendTechnicalAccounts(ctx);
    },
    resumed: async (ctx) => {
      await ctx.db.update(technicalAccounts).set({ status: "suspended", suspendedAt: ctx.now() });
      await resumeTechnicalAccounts(ctx);
    },
    deleted: async (ctx, managed) => {
      const { permit, proof } = await permitOf(ctx, managed);
      await deleteTechnicalAccount(ctx, permit, { proof });
    },
  };
  const sentences: Record<Told, [string, string]> = {
    created: [
      "Un utilisateur technique a été créé pour la structure.",
      "A technical user was created for the structure.",
    ],
    reset: [
      "Le mot de passe de l'utilisateur technique de la structure a été réinitialisé.",
      "The password of the structure's technical user was reset.",
    ],
    "expires-soon": [
      "Le mot de passe de l'utilisateur technique de la structure expire bientôt.",
      "The password of the structure's technical user expires soon.",
    ],
    expired: [
      "Le mot de passe de l'utilisateur technique de la structure a expiré.",
      "The password of the structure's technical user has expired.",
    ],
    suspended: [
      "L'utilisateur technique de la structure est suspendu, parce qu'elle est inactive.",
      "The structure's technical user is suspended, because the structure is inactive.",
    ],
    resumed: [
      "L'utilisateur technique de la structure n'est plus suspendu.",
      "The structure's technical user is no longer suspended.",
    ],
    deleted: ["L'utilisateur technique de la structure a été supprimé.", "The structure's technical user was deleted."],
  };

  test.each(Object.keys(acts) as Told[])("%s", async (event) => {
    const ctx = await testContext();
    const whole = await managed(ctx);
    const { structure, manager } = whole;
    await aManagerOf(ctx, structure, { role: "secondary-manager" });
    await ctx.db.update(accounts).set({ dailyDigest: true });
    const since = new Date(ctx.now().getTime() - 1).toISOString();
    await acts[event](ctx, whole);
    expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
      { recipient: atelier, createdAt: ctx.now(), message: { event, accountId: manager.id } },
    ]);
    expect(await ctx.db.select().from(feedEvents)).toMatchObject([
      {
        accountId: manager.id,
        structureId: structure.id,
        kind: `technical-account-${event}`,
        happenedAt: ctx.now(),
        personName: null,
      },
    ]);
    const until = ctx.now().toISOString();
    const message = { kind: "activity-summary", accountId: manager.id, period: "day", since, until } as const;
    for (const [place, language] of (["fr", "en"] as const).entries()) {
      const summary = await composeMail(ctx, { message, recipient: atelier, language });
      expect(JSON.stringify(summary)).toContain(sentences[event][place]);
    }
  });

  test("an act that is not told by mail leaves no line either: nobody manages the structure", async () => {
    const ctx = await testContext();
    await managed(ctx);
    await hasNoManager(ctx);
    ctx.moveTo("2026-02-04T09:00:00Z");
    expect(await suspendTechnicalAccounts(ctx)).toBe(1);
    expect(await ctx.db.$count(outboxMessages)).toBe(0);
    expect(await ctx.db.$count(feedEvents)).toBe(0);
  });
});

test("N-17 · SEC-64 · who takes over a structure learns that software holds a password which he did not make", async () => {
  const ctx = await testContext();
  const { structure, manager } = await managed(ctx);
  const { account: heir, attachment } = await aMemberOf(ctx, structure, {
    account: await anAccount(ctx, { contactEmail: "heir@example.org" }),
  });
  const permit = await aPermitOf(ctx, manager, { structure, right: "transfer-management" });
  const proof = await aPasswordProofOf(ctx, permit.holder);
  await transferManagement(ctx, permit, { attachmentId: attachment.id, proof });
  const message = {
    kind: "management-transferred",
    structureId: structure.id,
    fromId: manager.id,
    toId: heir.id,
  } as const;
  const told = async (recipient: string, language: "fr" | "en" = "fr") =>
    JSON.stringify(await composeMail(ctx, { message, recipient, language }));
  expect(await told("heir@example.org")).toContain(
    "La structure a un utilisateur technique, dont le mot de passe a été",
  );
  expect(await told("heir@example.org", "en")).toContain("The structure has a technical user, whose password was made");
  expect(await told(atelier)).not.toContain("utilisateur technique");
  // What he has made himself is his own affair.
  await ctx.db.update(technicalSecrets).set({ madeBy: heir.id });
  expect(await told("heir@example.org")).not.toContain("utilisateur technique");
  await ctx.db.update(technicalSecrets).set({ madeBy: null });
  expect(await told("heir@example.org")).toContain("utilisateur technique");
  ctx.moveTo("2026-04-15T08:00:00Z");
  expect(await told("heir@example.org")).not.toContain("utilisateur technique");
});

test.each([
  ["created", "active"],
  ["reset", "active"],
  ["suspended", "suspended"],
  ["resumed", "active"],
  ["deleted", "deleted"],
] as const)("N-19 · %s is told once: an address that changes meanwhile does not lose it", async (event, status) => {
  const ctx = await testContext();
  const { technical, manager } = await managed(ctx);
  await ctx.db.update(technicalAccounts).set({ status });
  const told = { technicalAccountId: technical.account.id, event, expiresAt: "2026-04-15T08:00:00.000Z" };
  const order = { message: { kind: "technical-account-told", ...told }, recipient: atelier, language: "fr" } as const;
  const named = { ...order, message: { ...order.message, accountId: manager.id } };
  await hasAnotherAddress(ctx);
  expect(await composeMail(ctx, named)).toMatchObject({ kind: "mail" });
  // A row of an earlier release does not say whom it was written to: then the address does.
  expect(await composeMail(ctx, order)).toEqual({ kind: "dropped" });
});

function hasAnotherAddress(ctx: TestContext) {
  return ctx.db.update(accounts).set({ contactEmail: "other@example.org" });
}

async function hasNoManager(ctx: TestContext): Promise<void> {
  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() });
  await ctx.db.update(attachments).set({ status: "ended" });
}

async function hasAnotherManager(ctx: TestContext, contactEmail = "other@example.org"): Promise<void> {
  await hasNoManager(ctx);
  const [structure] = await ctx.db.select().from(structures);
  if (!structure) throw new Error("no structure");
  await aManagerOf(ctx, structure, { account: await anAccount(ctx, { contactEmail }) });
}

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
    ["somebody else manages the structure", "created", "active", (ctx) => hasAnotherManager(ctx)],
    [
      "somebody else who reads there manages the structure",
      "reset",
      "active",
      (ctx) => hasAnotherManager(ctx, atelier),
    ],
    ["somebody else manages the structure", "expires-soon", "active", (ctx) => hasAnotherManager(ctx)],
    ["nobody manages the structure", "deleted", "deleted", hasNoManager],
    ["his address is another by now", "expires-soon", "active", hasAnotherAddress],
    ["his address is another by now", "expired", "active", hasAnotherAddress],
  ];
  test.each(endings)("%s: %s is dropped", async (_what, event, status, end) => {
    const ctx = await testContext();
    const { technical, manager } = await managed(ctx);
    await set(status)(ctx);
    const message = {
      kind: "technical-account-told",
      technicalAccountId: technical.account.id,
      event,
      expiresAt: "2026-04-15T08:00:00.000Z",
      accountId: manager.id,
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
