import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, sessions, singleUseLinks } from "@/drizzle/schema/account";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { parseEmail } from "@/lib/account/email";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED, SECRET_ANSWER } from "@/lib/testing/people";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import { answerSecretQuestion, type SecretAnswerTry } from "./answer-secret-question";

function answering(text: string, details: Partial<SecretAnswerTry> = {}): SecretAnswerTry {
  const email = parseEmail(text);
  if (!email) throw new Error(text);
  return { email, answer: SECRET_ANSWER, origin: "192.0.2.1", ...details };
}

const wrong = { answer: "groseille" };
const from = (place: number) => ({ origin: `198.51.100.${place}` });

async function trail(ctx: TestContext) {
  const rows = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
  return rows.map(({ kind, targetId, facts }) => ({ kind, targetId, facts }));
}

describe("R-416 · the secret answer", () => {
  test("R-414, R-430 · typed in whatever case and accents, it mails N-03 and opens nothing by itself", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx, { language: "en", lockedUntil: new Date("2026-01-05T09:30:00Z") });
    expect(await answerSecretQuestion(ctx, answering(account.email, { answer: "  Cérisé  " }))).toEqual({
      kind: "right",
    });
    const [mail, ...more] = await ctx.db.select().from(outboxMessages);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ kind: "password-reset", recipient: account.email, language: "en" });
    const [link] = await ctx.db.select().from(singleUseLinks);
    expect(mail?.message).toMatchObject({ linkId: link?.id, byAdministrator: false });
    expect(await ctx.db.$count(sessions)).toBe(0);
    expect(await trail(ctx)).toEqual([
      { kind: "password-reset-requested", targetId: account.id, facts: { by: "owner", sent: true } },
    ]);
  });

  test("M-45b, R-1201 · a wrong answer sends nothing, and is in the trail without a word of it", async () => {
    const ctx = await testContext();
    const { id, email } = await anAccount(ctx);
    expect(await answerSecretQuestion(ctx, answering(email, wrong))).toEqual({ kind: "wrong" });
    expect(await ctx.db.$count(outboxMessages)).toBe(0);
    expect(await trail(ctx)).toEqual([{ kind: "secret-answer-refused", targetId: id, facts: {} }]);
    expect(JSON.stringify(await ctx.db.select().from(auditPersonalValues))).not.toContain(wrong.answer);
  });

  test("R-430 · the right answer of a deactivated account reads as any right one, and sends no reset link", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx, DEACTIVATED);
    expect(await answerSecretQuestion(ctx, answering(email))).toEqual({ kind: "right" });
    expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(singleUseLinks)]).toEqual([0, 0]);
  });

  test("SEC-28 · five mails a day, whoever answers right; the sixth answer reads as before", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    for (let turn = 0; turn < 7; turn++) {
      expect(await answerSecretQuestion(ctx, answering(email, from(turn)))).toEqual({ kind: "right" });
    }
    expect(await ctx.db.$count(outboxMessages)).toBe(5);
  });
});

describe("SEC-22, SEC-50 · a decoy cannot be told from a question", () => {
  test("SEC-22 · a wrong answer costs and says the same of every address: one hash, the same statements", async () => {
    const ctx = await testContext();
    const active = await anAccount(ctx);
    const locked = await anAccount(ctx, { lockedUntil: new Date("2026-01-05T09:30:00Z") });
    const without = await anAccount(ctx, { secretQuestion: null, secretAnswerHash: null });
    const deactivated = await anAccount(ctx, DEACTIVATED);
    const erased = await anAccount(ctx);
    await ctx.db.update(accounts).set({ status: "erased" }).where(eq(accounts.id, erased.id));
    const { registration } = await aWaitingRegistration(ctx);
    const known = [active, locked, without, deactivated, erased, registration].map(({ email }) => email);
    const costs: unknown[] = [];
    for (const [place, email] of [...known, "nobody@example.org"].entries()) {
      ctx.queries();
      ctx.passwords.verifies = 0;
      const outcome = await answerSecretQuestion(ctx, answering(email, { ...wrong, ...from(place) }));
      costs.push({ outcome, queries: ctx.queries(), verifies: ctx.passwords.verifies });
    }
    expect(new Set(costs.map((cost) => JSON.stringify(cost))).size).toBe(1);
    expect(costs[0]).toMatchObject({ outcome: { kind: "wrong" }, verifies: 1 });
    expect(ctx.passwords.hashes).toBe(0);
  });

  test("R-416 · every answer to a decoy is wrong, the right one of somebody else too", async () => {
    const ctx = await testContext();
    await anAccount(ctx);
    const { email } = await anAccount(ctx, { secretQuestion: null, secretAnswerHash: null });
    for (const address of [email, "nobody@example.org"]) {
      for (const answer of [SECRET_ANSWER, "", "null"]) {
        expect(await answerSecretQuestion(ctx, answering(address, { answer }))).toEqual({ kind: "wrong" });
      }
    }
  });
});

describe("R-416 · budgets", () => {
  test("M-60 · five answers for one address from one origin in an hour, known or not, then none is compared", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    for (const address of [email, "nobody@example.org"]) {
      for (let turn = 0; turn < 5; turn++) {
        expect(await answerSecretQuestion(ctx, answering(address, wrong))).toEqual({ kind: "wrong" });
      }
      ctx.passwords.verifies = 0;
      expect(await answerSecretQuestion(ctx, answering(address))).toEqual({ kind: "too-many-attempts" });
      expect(ctx.passwords.verifies).toBe(0);
    }
    // The limit is an hour long: its last second is closed, the next one open.
    ctx.moveTo("2026-01-05T09:59:59Z");
    expect(await answerSecretQuestion(ctx, answering(email))).toEqual({ kind: "too-many-attempts" });
    ctx.moveTo("2026-01-05T10:00:00Z");
    expect(await answerSecretQuestion(ctx, answering(email))).toEqual({ kind: "right" });
  });

  test("R-416 · nobody can close the owner's way: from elsewhere he still answers", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    for (let turn = 0; turn < 60; turn++) {
      await answerSecretQuestion(ctx, answering(email, { ...wrong, ...from(turn % 6) }));
    }
    expect(await answerSecretQuestion(ctx, answering(email, from(0)))).toEqual({ kind: "too-many-attempts" });
    expect(await answerSecretQuestion(ctx, answering(email))).toEqual({ kind: "right" });
  });

  test("R-416 · SEC-10 · where no origin can be told, another's wrong answers do not close the owner's way; a hundred do", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    const unknown = { origin: "unknown" };
    for (let turn = 0; turn < 99; turn++) await answerSecretQuestion(ctx, answering(email, { ...wrong, ...unknown }));
    expect(await answerSecretQuestion(ctx, answering(email, unknown))).toEqual({ kind: "right" });
    expect(await answerSecretQuestion(ctx, answering(email, unknown))).toEqual({ kind: "too-many-attempts" });
  });

  test("M-60 · twenty answers from one origin in an hour, whatever the addresses", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    for (let turn = 0; turn < 20; turn++) {
      const answer = answering(`a.${turn}@example.org`, wrong);
      expect(await answerSecretQuestion(ctx, answer)).toEqual({ kind: "wrong" });
    }
    expect(await answerSecretQuestion(ctx, answering(email))).toEqual({ kind: "too-many-attempts" });
    expect(await answerSecretQuestion(ctx, answering(email, from(1)))).toEqual({ kind: "right" });
  });

  test("SEC-31 · thirty guesses at once are five comparisons", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    const guesses = Array.from({ length: 30 }, () => answerSecretQuestion(ctx, answering(email, wrong)));
    const kinds = (await Promise.all(guesses)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "wrong")).toHaveLength(5);
    expect(ctx.passwords.verifies).toBe(5);
  });

  test("SEC-37 · a busy moment costs no try", async () => {
    const ctx = await testContext();
    const { email } = await anAccount(ctx);
    ctx.passwords.overloaded = true;
    for (let turn = 0; turn < 8; turn++) {
      expect(await answerSecretQuestion(ctx, answering(email))).toEqual({ kind: "overloaded" });
    }
    ctx.passwords.overloaded = false;
    expect(await answerSecretQuestion(ctx, answering(email))).toEqual({ kind: "right" });
  });
});
