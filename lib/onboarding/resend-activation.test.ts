import { asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { singleUseLinks } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { type Email, parseEmail } from "@/lib/account/email";
import { enqueue } from "@/lib/outbox/enqueue";
import { message } from "@/lib/outbox/message";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { anActivation, aWaitingRegistration, secretOf } from "@/lib/testing/registrations";
import { activateAccount } from "./activate-account";
import { findWaitingRegistration } from "./find-waiting-registration";
import { resendActivation } from "./resend-activation";

const email = "camille@example.org";

function asks(text = email, origin = "192.0.2.1"): { email: Email; origin: string } {
  const address = parseEmail(text);
  if (!address) throw new Error(text);
  return { email: address, origin };
}

const mailsOf = (ctx: TestContext) => ctx.db.select().from(outboxMessages).orderBy(asc(outboxMessages.createdAt));

function linkOf(mail: { message: unknown } | undefined): string {
  const parsed = message.parse(mail?.message);
  return ("linkId" in parsed && parsed.linkId) || parsed.kind;
}

describe("R-407 · asking for the activation mail again", () => {
  test("R-407 · sends a new link for the newest registration; the old link of it is void", async () => {
    const ctx = await testContext();
    const older = await aWaitingRegistration(ctx, { email, familyName: "Ancien" });
    ctx.moveTo("2026-01-06T09:00:00Z");
    const newer = await aWaitingRegistration(ctx, { email, language: "en", familyName: "Nouveau" });
    ctx.moveTo("2026-01-20T09:00:00Z");
    expect(await resendActivation(ctx, asks())).toEqual({ kind: "received" });

    const [mail, ...more] = await mailsOf(ctx);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ kind: "activation-invited", recipient: email, language: "en" });
    expect(mail?.message).toMatchObject({ registrationId: newer.registration.id });
    expect(await findWaitingRegistration(ctx, newer.secret)).toBeNull();
    expect(await findWaitingRegistration(ctx, older.secret)).toMatchObject({ familyName: "Ancien" });
    const secret = await secretOf(ctx, linkOf(mail));
    // T-15: thirty days from this mail, not from the first one.
    ctx.moveTo("2026-02-19T09:00:00Z");
    expect(await activateAccount(ctx, anActivation(secret))).toMatchObject({ kind: "activated" });

    const targetId = newer.registration.id;
    const [event] = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
    expect(event).toMatchObject({ kind: "activation-resent", targetId, facts: { registrationId: targetId } });
  });

  test("R-407 · works again for a link that has expired", async () => {
    const ctx = await testContext();
    const { secret } = await aWaitingRegistration(ctx, { email });
    ctx.moveTo("2026-02-10T09:00:00Z");
    expect(await findWaitingRegistration(ctx, secret)).toBeNull();
    await resendActivation(ctx, asks());
    expect(await mailsOf(ctx)).toHaveLength(1);
  });

  test("R-407 · three times in 24 hours, then again; the latest link that was mailed keeps working", async () => {
    const ctx = await testContext();
    await aWaitingRegistration(ctx, { email });
    for (let turn = 0; turn < 5; turn++) expect(await resendActivation(ctx, asks())).toEqual({ kind: "received" });
    const mails = await mailsOf(ctx);
    expect(mails).toHaveLength(3);
    const working = await ctx.db.select().from(singleUseLinks);
    const [link, ...more] = working.filter(({ voidedAt }) => voidedAt === null);
    expect(more).toEqual([]);
    expect(mails.map(linkOf)).toContain(link?.id);

    ctx.moveTo("2026-01-06T08:59:59Z");
    await resendActivation(ctx, asks());
    expect(await mailsOf(ctx)).toHaveLength(3);
    ctx.moveTo("2026-01-06T09:00:00Z");
    await resendActivation(ctx, asks());
    expect(await mailsOf(ctx)).toHaveLength(4);
  });

  test("SEC-28 · never makes more than five activation mails a day, those of the registrations included", async () => {
    const ctx = await testContext();
    for (let turn = 0; turn < 4; turn++) {
      const { registration } = await aWaitingRegistration(ctx, { email });
      const invited = { kind: "activation-invited", registrationId: registration.id, linkId: ctx.id() } as const;
      await enqueue(ctx, [
        { message: invited, recipient: email, language: "fr", event: `activation:${invited.linkId}` },
      ]);
    }
    for (let turn = 0; turn < 3; turn++) await resendActivation(ctx, asks());
    expect(await mailsOf(ctx)).toHaveLength(5);
  });

  test("SEC-31 · twenty at once send three", async () => {
    const ctx = await testContext();
    await aWaitingRegistration(ctx, { email });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => resendActivation(ctx, asks())));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(["received"]));
    expect(await mailsOf(ctx)).toHaveLength(3);
    expect(await ctx.db.$count(singleUseLinks)).toBe(4);
  });

  test("SEC-22 · a waiting, an unknown, an exhausted address and one with an account cost the same and read the same", async () => {
    const ctx = await testContext();
    await aWaitingRegistration(ctx, { email });
    await anAccount(ctx, { email: "active@example.org" });
    const costs: unknown[] = [];
    for (const address of [email, "nobody@example.org", "active@example.org", email, email, email]) {
      ctx.queries();
      const outcome = await resendActivation(ctx, asks(address));
      costs.push({ outcome, queries: ctx.queries() });
    }
    expect(new Set(costs.map((cost) => JSON.stringify(cost))).size).toBe(1);
    // Three for the waiting address; nothing is left behind for the others.
    expect(await mailsOf(ctx)).toHaveLength(3);
    expect(await ctx.db.$count(singleUseLinks, eq(singleUseLinks.email, email))).toBe(4);
    expect(await ctx.db.$count(singleUseLinks)).toBe(4);
    const trail = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
    expect(trail.map(({ targetId }) => targetId !== null)).toEqual([true, false, false, true, true, false]);
  });

  test("SEC-28 · one place may ask twenty times an hour, whatever the address", async () => {
    const ctx = await testContext();
    const kinds: string[] = [];
    for (let turn = 0; turn < 21; turn++) kinds.push((await resendActivation(ctx, asks(`a.${turn}@example.org`))).kind);
    expect(kinds.filter((kind) => kind === "received")).toHaveLength(20);
    expect(kinds.at(-1)).toBe("too-many-attempts");
    expect(await resendActivation(ctx, asks(email, "192.0.2.2"))).toEqual({ kind: "received" });
  });
});
