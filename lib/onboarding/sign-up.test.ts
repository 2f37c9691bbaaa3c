import { count, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { singleUseLinks } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { registrations } from "@/drizzle/schema/onboarding";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { aNewCompany } from "@/lib/testing/registrations";
import { type Person, personInput } from "./inputs";
import { organisationPart } from "./registration";
import { type Application, signUp } from "./sign-up";

const bakery = aNewCompany({ identifier: "44475036800060", legalName: "Boulangerie <b>Lefèvre</b>" });

function aPerson(email = "anne.martin@exemple.fr"): Person {
  const typed = { email, emailAgain: email, familyName: "Martin", givenName: "Anne", terms: "on", survey: "on" };
  return personInput.parse(typed);
}

function anApplication(ctx: TestContext, more: Partial<Application> = {}): Application {
  const application = {
    draftId: ctx.id(),
    person: aPerson(),
    organisation: bakery,
    language: "fr",
    origin: "192.0.2.7",
  } as const;
  return { ...application, ...more };
}

async function mailsOf(ctx: TestContext, recipient = "anne.martin@exemple.fr") {
  const rows = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.recipient, recipient));
  return rows.map(({ kind }) => kind).sort();
}

const rowsOf = async (ctx: TestContext, table: Parameters<TestContext["db"]["$count"]>[0]) => ctx.db.$count(table);

describe("R-319 · the end of step 4", () => {
  test("stores a registration with its link, and writes the summary and the activation mail", async () => {
    const ctx = await testContext({ now: "2018-11-07T13:50:00Z" });
    const outcome = await signUp(ctx, anApplication(ctx));

    // T-15: 30 days on the clock of Paris.
    expect(outcome).toEqual({ kind: "received", activateUntil: new Date("2018-12-07T13:50:00Z") });
    const [registration] = await ctx.db.select().from(registrations);
    expect(registration).toMatchObject({
      email: "anne.martin@exemple.fr",
      contactEmail: "anne.martin@exemple.fr",
      language: "fr",
      termsVersion: ctx.env.TERMS_VERSION,
      termsAcceptedAt: ctx.now(),
      surveyConsentAt: ctx.now(),
      closedAt: null,
    });
    expect(organisationPart.parse(registration?.organisation)).toEqual(bakery);
    const links = await ctx.db.select().from(singleUseLinks);
    expect(links.map(({ subjectId, purpose }) => ({ subjectId, purpose }))).toEqual([
      { subjectId: registration?.id, purpose: "activation" },
    ]);
    expect(await mailsOf(ctx)).toEqual(["activation-invited", "registration-received"]);
    const [event] = await ctx.db.select().from(auditEvents);
    expect(event).toMatchObject({ kind: "registration-received", targetId: registration?.id, actorId: null });
  });

  test("SEC-23 · leaves no trace on the identifier: no structure exists before the activation", async () => {
    const ctx = await testContext();
    await signUp(ctx, anApplication(ctx));
    expect(await rowsOf(ctx, structures)).toBe(0);
  });

  test("T-17 · two visitors register the same new SIRET: both may, neither sees the other", async () => {
    const ctx = await testContext();
    const people = [aPerson("anne@exemple.fr"), aPerson("basile@exemple.fr")];
    const outcomes = await Promise.all(people.map((person) => signUp(ctx, anApplication(ctx, { person }))));
    expect(outcomes.map(({ kind }) => kind)).toEqual(["received", "received"]);
    expect(await rowsOf(ctx, registrations)).toBe(2);
    expect(await mailsOf(ctx, "basile@exemple.fr")).toEqual(["activation-invited", "registration-received"]);
  });

  test("a form sent twice registers once and writes once", async () => {
    const ctx = await testContext();
    const application = anApplication(ctx);
    const outcomes = await Promise.all([signUp(ctx, application), signUp(ctx, application), signUp(ctx, application)]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["received", "received", "received"]);
    expect(await rowsOf(ctx, registrations)).toBe(1);
    expect(await rowsOf(ctx, singleUseLinks)).toBe(1);
    expect(await mailsOf(ctx)).toEqual(["activation-invited", "registration-received"]);
  });
});

describe("R-321 · an address that has an account", () => {
  test("stores nothing, answers alike, and warns its owner once", async () => {
    const ctx = await testContext();
    await anAccount(ctx, { email: "anne.martin@exemple.fr" });
    const application = anApplication(ctx);
    const known = await signUp(ctx, application);
    await signUp(ctx, application);
    const unknown = await signUp(ctx, anApplication(ctx, { person: aPerson("basile@exemple.fr") }));

    expect(known).toEqual(unknown);
    expect(await ctx.db.select({ email: registrations.email }).from(registrations)).toEqual([
      { email: "basile@exemple.fr" },
    ]);
    expect(await rowsOf(ctx, singleUseLinks)).toBe(1);
    expect(await mailsOf(ctx)).toEqual(["address-already-registered"]);
    expect(ctx.passwords.hashes + ctx.passwords.verifies).toBe(0);
  });

  test("SEC-22 · costs the same statements as an unknown one", async () => {
    const ctx = await testContext();
    await anAccount(ctx, { email: "anne.martin@exemple.fr" });
    const costs: number[] = [];
    for (const email of ["anne.martin@exemple.fr", "basile@exemple.fr"]) {
      ctx.queries();
      await signUp(ctx, anApplication(ctx, { person: aPerson(email) }));
      costs.push(ctx.queries());
    }
    expect(costs[0]).toBeGreaterThan(5);
    expect(costs[0]).toBe(costs[1]);
  });
});

describe("SEC-31 · SEC-28 · one address, many sign-ups", () => {
  test("20 at once: five wait, the rest is answered alike, nobody meets an error", async () => {
    const ctx = await testContext();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => signUp(ctx, anApplication(ctx))));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(["received"]));
    expect(await rowsOf(ctx, registrations)).toBe(5);
    const [sent] = await ctx.db
      .select({ sent: count() })
      .from(outboxMessages)
      .where(eq(outboxMessages.kind, "activation-invited"));
    expect(sent?.sent).toBe(5);
  });

  test("the owner of an account gets five warnings a day, and again the next day", async () => {
    const ctx = await testContext();
    await anAccount(ctx, { email: "anne.martin@exemple.fr" });
    for (let turn = 0; turn < 7; turn++) await signUp(ctx, anApplication(ctx));
    expect(await mailsOf(ctx)).toHaveLength(5);
    ctx.moveTo("2026-01-06T09:00:01Z");
    await signUp(ctx, anApplication(ctx));
    expect(await mailsOf(ctx)).toHaveLength(6);
  });

  test("a registration whose link has expired no longer counts among the five", async () => {
    const ctx = await testContext();
    for (let turn = 0; turn < 6; turn++) await signUp(ctx, anApplication(ctx));
    ctx.moveTo("2026-02-10T09:00:00Z");
    await signUp(ctx, anApplication(ctx));
    expect(await rowsOf(ctx, registrations)).toBe(6);
  });

  test("an origin that floods is told to wait, whoever it writes to", async () => {
    const ctx = await testContext();
    const kinds: string[] = [];
    for (let turn = 0; turn < 21; turn++) {
      const person = aPerson(`anne.${turn}@exemple.fr`);
      kinds.push((await signUp(ctx, anApplication(ctx, { person }))).kind);
    }
    expect(kinds.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => "received"));
    expect(kinds[20]).toBe("too-many-attempts");
    expect(await rowsOf(ctx, registrations)).toBe(20);
    expect((await signUp(ctx, anApplication(ctx, { origin: "192.0.2.8" }))).kind).toBe("received");
  });
});
