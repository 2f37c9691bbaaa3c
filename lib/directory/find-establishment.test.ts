import { expect, test } from "vitest";
import { directoryAnswers } from "@/drizzle/schema/directory";
import { testContext } from "@/lib/testing/context";
import { findEstablishment } from "./find-establishment";
import type { Siret } from "./siret";

// The vectors are valid SIRETs; the brand is the parser's.
const siret = (number: string) => number as Siret;
const dinum = siret("13002526500013");

test("R-207 · active, closed, unknown and down are four answers", async () => {
  const ctx = await testContext();
  expect(await findEstablishment(ctx, dinum)).toMatchObject({
    kind: "found-active",
    source: "sample",
    fetchedAt: ctx.now(),
    establishment: { denomination: "DIRECTION INTERMINISTERIELLE DU NUMERIQUE", publicBody: true },
  });
  expect(await findEstablishment(ctx, siret("99999970900010"))).toMatchObject({
    kind: "found-closed",
    closedOn: "2021-06-30",
  });
  expect(await findEstablishment(ctx, siret("73282932000074"))).toEqual({ kind: "not-found", authoritative: false });
  ctx.sirene.alwaysAnswers = { kind: "unavailable" };
  expect(await findEstablishment(ctx, siret("44475036800060"))).toEqual({ kind: "unavailable" });
});

test("R-208 · an answer is kept for 24 hours, so a register that goes down is not missed", async () => {
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  await findEstablishment(ctx, dinum);
  ctx.sirene.alwaysAnswers = { kind: "unavailable" };
  ctx.moveTo("2026-01-06T08:59:59Z");
  expect((await findEstablishment(ctx, dinum)).kind).toBe("found-active");
  ctx.moveTo("2026-01-06T09:00:00Z");
  expect((await findEstablishment(ctx, dinum)).kind).toBe("unavailable");
});

test("R-208 · while it is kept, the register is asked once, unknown and closed ones alike", async () => {
  const ctx = await testContext();
  for (const number of [dinum, siret("99999970900010"), siret("73282932000074")]) {
    const first = await findEstablishment(ctx, number);
    expect(await findEstablishment(ctx, number)).toEqual(first);
  }
  expect(ctx.sirene.asked).toEqual([dinum, "99999970900010", "73282932000074"]);
});

test("R-201 · what the sample does not know is asked again once the portal asks the real register", async () => {
  const ctx = await testContext();
  const unknown = siret("73282932000074");
  await findEstablishment(ctx, unknown);
  ctx.sirene.source = "insee";
  ctx.sirene.answers.set(unknown, { kind: "not-found", authoritative: true });
  expect(await findEstablishment(ctx, unknown)).toEqual({ kind: "not-found", authoritative: true });
});

test("T-06 · of one that is not diffusible nothing masked is answered, nor kept", async () => {
  const ctx = await testContext();
  const outcome = await findEstablishment(ctx, siret("99999980800010"));
  expect(outcome).toMatchObject({ kind: "found-active", establishment: { diffusible: false, denomination: "" } });
  expect(JSON.stringify(await ctx.db.select().from(directoryAnswers))).not.toContain("[ND]");
});

test("R-208 · a register that is down has said nothing: the next check asks again", async () => {
  const ctx = await testContext();
  ctx.sirene.alwaysAnswers = { kind: "unavailable" };
  await findEstablishment(ctx, dinum);
  ctx.sirene.alwaysAnswers = null;
  expect((await findEstablishment(ctx, dinum)).kind).toBe("found-active");
});

test.each([[{ kind: "odd" }], [{ kind: "found", source: "sample", establishment: {} }], [[]], ["text"], [0]])(
  "R-208 · the kept answer %j of another release is asked again, and replaced",
  async (odd) => {
    const ctx = await testContext();
    await ctx.db.insert(directoryAnswers).values({ siret: dinum, answer: odd, fetchedAt: ctx.now() });
    expect((await findEstablishment(ctx, dinum)).kind).toBe("found-active");
    expect((await findEstablishment(ctx, dinum)).kind).toBe("found-active");
    expect(ctx.sirene.asked).toEqual([dinum]);
  },
);

test("SEC-31 · 20 first checks of one SIRET at once all get the same answer", async () => {
  const ctx = await testContext();
  const answers = await Promise.all(Array.from({ length: 20 }, () => findEstablishment(ctx, dinum)));
  expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["found-active"]));
});
