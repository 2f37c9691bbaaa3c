import { describe, expect, test } from "vitest";
import type { Establishment } from "@/lib/directory/establishment";
import { testContext } from "@/lib/testing/context";
import { aStructure } from "@/lib/testing/people";
import { findCase } from "./find-case";

const siret = { identifierType: "SIRET", identifier: "44475036800060" } as const;
const bakery: Establishment = {
  siret: siret.identifier,
  denomination: "BOULANGERIE LEFEVRE",
  addressLine1: "12 RUE DES LILAS",
  postcode: "35000",
  city: "RENNES",
  country: "FR",
  active: true,
  diffusible: true,
  naturalPerson: false,
  publicBody: false,
};

describe("R-309 · case A, a SIRET that nobody opened", () => {
  test("R-207 · found active: the register's data, with their date", async () => {
    const ctx = await testContext();
    ctx.sirene.answers.set(siret.identifier, { kind: "found", establishment: bakery });
    expect(await findCase(ctx, siret)).toEqual({
      kind: "create-from-registry",
      ...siret,
      establishment: bakery,
      checkedAt: ctx.now(),
    });
  });

  test("T-05 · a closed establishment is refused with M-12", async () => {
    const ctx = await testContext();
    for (const identifier of ["21930066200018", "99999970900010"]) {
      expect(await findCase(ctx, { ...siret, identifier })).toMatchObject({ kind: "refused", message: "M-12" });
    }
  });

  test("T-06 · one that is not diffusible has empty fields", async () => {
    const ctx = await testContext();
    expect(await findCase(ctx, { ...siret, identifier: "99999980800010" })).toMatchObject({
      kind: "create-from-registry",
      establishment: { diffusible: false, addressLine1: "" },
    });
  });

  test("M-11 · unknown to the register is refused, unknown to the sample is typed by hand", async () => {
    const ctx = await testContext();
    ctx.sirene.answers.set(siret.identifier, { kind: "not-found", authoritative: true });
    expect(await findCase(ctx, siret)).toMatchObject({ kind: "refused", message: "M-11" });
    const other = { ...siret, identifier: "50344360800024" };
    ctx.sirene.answers.set(other.identifier, { kind: "not-found", authoritative: false });
    expect(await findCase(ctx, other)).toEqual({ kind: "create-typed", ...other, because: "not-in-sample" });
  });

  test("M-13 · when the register is down, the person types and goes on", async () => {
    const ctx = await testContext();
    ctx.sirene.alwaysAnswers = { kind: "unavailable" };
    expect(await findCase(ctx, siret)).toEqual({ kind: "create-typed", ...siret, because: "register-down" });
  });
});

describe("R-309 · case B, a SIRET that somebody opened", () => {
  test("R-310 · everything diffusible is shown, and the register is not asked", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const found = await findCase(ctx, { identifierType: "SIRET", identifier: structure.identifier });
    expect(found).toMatchObject({ kind: "join", structureId: structure.id, legalName: structure.legalName });
    expect(found).toMatchObject({ address: { addressLine1: "12 rue des Lilas", city: "Rennes" } });
    expect(ctx.sirene.asked).toEqual([]);
  });

  test("R-206 · an undisclosed company keeps its name and hides its address", async () => {
    const ctx = await testContext();
    await aStructure(ctx, { identifier: siret.identifier, addressDisclosed: false, legalName: "LEFEVRE SARL" });
    ctx.sirene.answers.set(siret.identifier, { kind: "found", establishment: { ...bakery, diffusible: false } });
    expect(await findCase(ctx, siret)).toMatchObject({ kind: "join", legalName: "LEFEVRE SARL", address: null });
  });

  test("R-206 · an undisclosed natural person is not named, nor when the register is down", async () => {
    const person: Establishment = { ...bakery, diffusible: false, naturalPerson: true, denomination: "" };
    for (const answer of [{ kind: "found", establishment: person } as const, { kind: "unavailable" } as const]) {
      const ctx = await testContext();
      await aStructure(ctx, { identifier: siret.identifier, addressDisclosed: false, label: "Chez Paul" });
      ctx.sirene.answers.set(siret.identifier, answer);
      expect(await findCase(ctx, siret)).toMatchObject({ kind: "join", legalName: null, label: null, address: null });
    }
  });

  test("R-323 · an inactive structure is refused with M-26", async () => {
    const ctx = await testContext();
    await aStructure(ctx, { identifier: siret.identifier, status: "inactive" });
    expect(await findCase(ctx, siret)).toEqual({ kind: "refused", message: "M-26" });
  });
});

describe("R-309 · cases C and D, the other types", () => {
  test("C · an unknown identifier is described by hand", async () => {
    const ctx = await testContext();
    const tahiti = { identifierType: "TAHITI", identifier: "F95709" } as const;
    expect(await findCase(ctx, tahiti)).toEqual({ kind: "create-typed", ...tahiti, because: "other-type" });
  });

  test("D · a known one leaves the account alone, and names the structure it met", async () => {
    const ctx = await testContext();
    const ridet = { identifierType: "RIDET", identifier: "0123456789" } as const;
    await aStructure(ctx, { ...ridet, legalName: "Nickel SA" });
    expect(await findCase(ctx, ridet)).toEqual({ kind: "unattached", ...ridet, legalName: "Nickel SA" });
  });

  test("R-152 · an individual who meets another one learns no name", async () => {
    const ctx = await testContext();
    const individual = { identifierType: "PARTICULIER", identifier: "2701201456" } as const;
    await aStructure(ctx, { ...individual, legalName: "Claude Dupont" });
    expect(await findCase(ctx, individual)).toEqual({ kind: "unattached", ...individual, legalName: null });
  });
});
