import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { type Email, parseEmail } from "@/lib/account/email";
import { resendActivation } from "@/lib/onboarding/resend-activation";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import { requestPasswordReset } from "./request-password-reset";

const off = { env: { SECRET_QUESTION: "off" } };

function asks(text: string, origin = "192.0.2.1"): { email: Email; origin: string } {
  const email = parseEmail(text);
  if (!email) throw new Error(text);
  return { email, origin };
}

/** One address of each state, all of one length. */
async function oneOfEachState(ctx: TestContext): Promise<Record<string, string>> {
  await anAccount(ctx, { email: "active@example.org" });
  await anAccount(ctx, { email: "locked@example.org", lockedUntil: new Date("2026-01-05T09:30:00Z") });
  await anAccount(ctx, { email: "silent@example.org", secretQuestion: null, secretAnswerHash: null });
  await anAccount(ctx, { email: "closed@example.org", ...DEACTIVATED });
  await anAccount(ctx, { email: "banned@example.org", ...DEACTIVATED, deactivationCause: "administrator" });
  await anAccount(ctx, { email: "asleep@example.org", ...DEACTIVATED, deactivationCause: "inactivity" });
  const erased = await anAccount(ctx, { email: "erased@example.org" });
  await ctx.db.update(accounts).set({ status: "erased" }).where(eq(accounts.id, erased.id));
  await aWaitingRegistration(ctx, { email: "waited@example.org" });
  const states = ["active", "locked", "silent", "closed", "banned", "asleep", "erased", "waited", "nobody"];
  return Object.fromEntries(states.map((state) => [state, `${state}@example.org`]));
}

async function mailsOf(ctx: TestContext, recipient: string): Promise<string[]> {
  const mails = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.recipient, recipient));
  return mails.map(({ kind }) => kind);
}

describe("R-430 · step 1 of the lost password", () => {
  test("R-430 · with the question on: N-02 anew, N-05, and nothing yet for an account that can sign in", async () => {
    const ctx = await testContext();
    const states = await oneOfEachState(ctx);
    for (const address of Object.values(states)) {
      expect(await requestPasswordReset(ctx, asks(address)), address).toEqual({ kind: "asks-question" });
    }
    const sent = await Promise.all(Object.entries(states).map(async ([state, to]) => [state, await mailsOf(ctx, to)]));
    expect(Object.fromEntries(sent)).toEqual({
      active: [],
      locked: [],
      silent: [],
      // To the contact address, which is the same here.
      closed: ["reactivation-requested"],
      banned: ["reactivation-requested"],
      asleep: ["reactivation-requested"],
      erased: [],
      waited: ["activation-invited"],
      nobody: [],
    });
    const links = await ctx.db.select().from(singleUseLinks);
    expect(links.map(({ purpose }) => purpose)).not.toContain("password-reset");
  });

  test("R-430, C-03 · with the question off: N-03 at once for an active and a locked account, N-02 and N-05 as before", async () => {
    const ctx = await testContext(off);
    const states = await oneOfEachState(ctx);
    for (const address of Object.values(states)) {
      expect(await requestPasswordReset(ctx, asks(address)), address).toEqual({ kind: "answered" });
    }
    const sent = await Promise.all(Object.entries(states).map(async ([state, to]) => [state, await mailsOf(ctx, to)]));
    expect(Object.fromEntries(sent)).toEqual({
      active: ["password-reset"],
      locked: ["password-reset"],
      silent: ["password-reset"],
      closed: ["reactivation-requested"],
      banned: ["reactivation-requested"],
      asleep: ["reactivation-requested"],
      erased: [],
      waited: ["activation-invited"],
      nobody: [],
    });
    const [link] = await ctx.db.select().from(singleUseLinks).where(eq(singleUseLinks.email, "active@example.org"));
    expect(link).toMatchObject({ purpose: "password-reset", usedAt: null, voidedAt: null });
  });

  for (const [what, options] of [
    ["on", {}],
    ["off", off],
  ] as const) {
    test(`SEC-22 · with the question ${what} every state costs the same statements and hashes, mails left or none`, async () => {
      const ctx = await testContext(options);
      const states = Object.values(await oneOfEachState(ctx));
      const costs = new Map<string, unknown>();
      // Seven times: from the sixth on, the addresses get no mail any more.
      for (let turn = 0; turn < 7; turn++) {
        for (const [place, address] of states.entries()) {
          ctx.queries();
          const outcome = await requestPasswordReset(ctx, asks(address, `192.0.2.${place}`));
          const { hashes, verifies } = ctx.passwords;
          costs.set(`${address} ${turn}`, { outcome, queries: ctx.queries(), hashes, verifies });
        }
      }
      const [first] = costs.values();
      for (const [when, cost] of costs) expect(cost, when).toEqual(first);
      expect(first).toMatchObject({ hashes: 0, verifies: 0 });
    });
  }

  test("R-1201 · the trail says what became of it, and names the address apart", async () => {
    const ctx = await testContext(off);
    const account = await anAccount(ctx, { email: "active@example.org" });
    await requestPasswordReset(ctx, asks(account.email));
    await requestPasswordReset(ctx, asks("nobody@example.org"));
    const rows = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
    expect(rows.map(({ kind, actorId, targetId, facts }) => ({ kind, actorId, targetId, facts }))).toEqual([
      { kind: "password-reset-requested", actorId: null, targetId: account.id, facts: { by: "owner", sent: true } },
      { kind: "password-reset-requested", actorId: null, targetId: null, facts: { by: "owner", sent: false } },
    ]);
    const apart = await ctx.db.select().from(auditPersonalValues);
    expect(apart.map(({ email, origin }) => [email, origin])).toEqual([
      [account.email, "192.0.2.1"],
      ["nobody@example.org", "192.0.2.1"],
    ]);
  });

  test("R-1201 · an activation mail sent anew is in the trail", async () => {
    const ctx = await testContext();
    const { registration } = await aWaitingRegistration(ctx);
    await requestPasswordReset(ctx, asks(registration.email));
    const [event, ...more] = await ctx.db.select().from(auditEvents);
    expect(more).toEqual([]);
    expect(event).toMatchObject({ kind: "activation-resent", targetId: registration.id });
  });
});

describe("SEC-28 · floods", () => {
  test("SEC-28 · an address gets five reset mails a day, from however many places, and the last one keeps working", async () => {
    const ctx = await testContext(off);
    const { email, id } = await anAccount(ctx);
    const flood = Array.from({ length: 12 }, (_, n) => requestPasswordReset(ctx, asks(email, `198.51.100.${n}`)));
    expect(new Set((await Promise.all(flood)).map(({ kind }) => kind))).toEqual(new Set(["answered"]));
    const mails = await ctx.db.select().from(outboxMessages);
    expect(mails).toHaveLength(5);
    const live = (await ctx.db.select().from(singleUseLinks)).filter(({ voidedAt }) => voidedAt === null);
    expect(live).toHaveLength(1);
    expect(mails.map(({ message }) => message)).toContainEqual({
      kind: "password-reset",
      accountId: id,
      linkId: live[0]?.id,
      byAdministrator: false,
    });

    ctx.moveTo("2026-01-06T08:59:59Z");
    await requestPasswordReset(ctx, asks(email));
    expect(await ctx.db.$count(outboxMessages)).toBe(5);
    ctx.moveTo("2026-01-06T09:00:00Z");
    await requestPasswordReset(ctx, asks(email));
    expect(await ctx.db.$count(outboxMessages)).toBe(6);
  });

  test("SEC-28, R-407 · activation mails asked for here and there share their three a day", async () => {
    const ctx = await testContext();
    const { registration } = await aWaitingRegistration(ctx);
    for (let turn = 0; turn < 3; turn++) {
      await requestPasswordReset(ctx, asks(registration.email));
      await resendActivation(ctx, asks(registration.email));
    }
    expect(await ctx.db.$count(outboxMessages)).toBe(3);
  });

  test("SEC-28 · one place may ask twenty times an hour, whatever the address; others pay nothing for it", async () => {
    const ctx = await testContext();
    const kinds: string[] = [];
    for (let turn = 0; turn < 21; turn++) {
      kinds.push((await requestPasswordReset(ctx, asks(`a.${turn}@example.org`))).kind);
    }
    expect(kinds.filter((kind) => kind === "asks-question")).toHaveLength(20);
    expect(kinds.at(-1)).toBe("too-many-attempts");
    expect(await requestPasswordReset(ctx, asks("a@example.org", "192.0.2.2"))).toEqual({ kind: "asks-question" });
    ctx.moveTo("2026-01-05T10:00:00Z");
    expect(await requestPasswordReset(ctx, asks("a@example.org"))).toEqual({ kind: "asks-question" });
  });
});
