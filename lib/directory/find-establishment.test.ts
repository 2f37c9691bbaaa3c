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

test("R-208 · a register that is down has said nothing: the next check asks again", async () => {
  const ctx = await testContext();
  ctx.sirene.alwaysAnswers = { kind: "unavailable" };
  await findEstablishment(ctx, dinum);
  ctx.sirene.alwaysAnswers = null;
  expect((await findEstablishment(ctx, dinum)).kind).toBe("found-active");
});

test("R-208 · a kept answer of another release is asked again", async () => {
  const ctx = await testContext();
  await ctx.db.insert(directoryAnswers).values({ siret: dinum, answer: { kind: "odd" }, fetchedAt: ctx.now() });
  expect((await findEstablishment(ctx, dinum)).kind).toBe("found-active");
});

test("SEC-31 · 20 first checks of one SIRET at once all get the same answer", async () => {
  const ctx = await testContext();
  const answers = await Promise.all(Array.from({ length: 20 }, () => findEstablishment(ctx, dinum)));
  expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["found-active"]));
});
