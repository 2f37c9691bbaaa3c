import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SireneStandIn, specialSirets, startSireneStandIn } from "@/e2e/support/sirene-stand-in";
import { siretNumber } from "@/lib/testing/siret-number";
import type { Sirene } from "./sirene";
import { inseeSirene } from "./sirene-insee";
import { openSirene } from "./sirene-open";
import { sampleSirene } from "./sirene-sample";

let standIn: SireneStandIn;
beforeAll(async () => {
  standIn = await startSireneStandIn();
});
afterAll(() => standIn.close());

const adapters: [string, () => Sirene][] = [
  ["insee", () => inseeSirene({ address: standIn.url, key: "the-key" })],
  ["open", () => openSirene({ address: standIn.url })],
];

async function found(sirene: Sirene, siret: string) {
  const answer = await sirene.lookUp(siret);
  if (answer.kind !== "found") throw new Error(`The register answered ${answer.kind}.`);
  return answer.establishment;
}

describe.each(adapters)("R-201 · the %s register", (_name, adapter) => {
  test("R-202 · an active company is found with its name and address", async () => {
    const siret = siretNumber(123);
    expect(await found(adapter(), siret)).toMatchObject({
      siret,
      denomination: `ATELIER ${siret.slice(0, 9)}`,
      postcode: "35000",
      city: "RENNES",
      country: "FR",
      active: true,
      diffusible: true,
      publicBody: false,
    });
  });

  test("R-202 · a closed establishment is found closed, with its date", async () => {
    expect(await found(adapter(), specialSirets.closed)).toMatchObject({ active: false, closedOn: "2021-06-30" });
  });

  test("R-202 · an establishment of a ceased legal unit is closed", async () => {
    expect(await found(adapter(), specialSirets.unitCeased)).toMatchObject({ active: false });
  });

  test("R-206 · a partly disclosed company keeps its name and town, and no masked value leaves", async () => {
    const company = await found(adapter(), specialSirets.masked);
    expect(company).toMatchObject({ diffusible: false, addressLine1: "", city: "RENNES" });
    expect(company.denomination).toMatch(/^ATELIER/);
    expect(JSON.stringify(company)).not.toMatch(/ND|NON-DIFFUSIBLE/);
  });

  test("R-206 · a partly disclosed person keeps nothing", async () => {
    const person = await found(adapter(), specialSirets.maskedPerson);
    expect(person).toMatchObject({ diffusible: false, naturalPerson: true, denomination: "", postcode: "", city: "" });
  });

  test("R-205 · legal categories 7 and 4 are public bodies", async () => {
    expect(await found(adapter(), specialSirets.publicBody)).toMatchObject({ publicBody: true });
  });

  test("R-207 · an unknown SIRET is not found, and the source is an authority on that", async () => {
    expect(await adapter().lookUp(specialSirets.unknown)).toEqual({ kind: "not-found", authoritative: true });
  });

  test.each(["throttled", "broken", "garbage", "redirecting", "gateway404", "oversized"] as const)(
    "R-207 SEC-12 · a register that is %s is unavailable, the SIRET is never called unknown",
    async (special) => {
      expect(await adapter().lookUp(specialSirets[special])).toEqual({ kind: "unavailable" });
    },
  );

  test("R-207 · a register that hangs is unavailable after three seconds", async () => {
    expect(await adapter().lookUp(specialSirets.hanging)).toEqual({ kind: "unavailable" });
  });
});

test("R-207 · a register nobody answers for is unavailable", async () => {
  const nobody = "http://127.0.0.1:9";
  expect(await inseeSirene({ address: nobody, key: "k" }).lookUp(siretNumber(1))).toEqual({ kind: "unavailable" });
  expect(await openSirene({ address: nobody }).lookUp(siretNumber(1))).toEqual({ kind: "unavailable" });
});

test("R-204 · the INSEE address is put together: number, last number, street; complement and special delivery", async () => {
  const insee = inseeSirene({ address: standIn.url, key: "the-key" });
  expect(await found(insee, siretNumber(5))).toMatchObject({
    addressLine1: "10-12 B RUE DE L EXEMPLE",
    addressLine2: "BATIMENT B",
    labelProposal: "CHEZ L EXEMPLE",
  });
  expect(await found(insee, specialSirets.cedex)).toMatchObject({
    addressLine2: "BATIMENT B CS 70058",
    postcode: "35042",
    city: "RENNES CEDEX",
  });
  expect(await found(insee, specialSirets.abroad)).toMatchObject({ postcode: "", city: "FRANKFURT AM MAIN", country: "DE" });
  expect(standIn.asked.at(-1)?.key).toBe("the-key");
});

describe("R-201 · the embedded sample", () => {
  const sample = sampleSirene();

  test.each(["21930066200018", "99999970900010"])("T-05 · %s is closed", async (siret) => {
    expect((await found(sample, siret)).active).toBe(false);
  });

  test("T-06 · 99999980800010 is not diffusible, its fields are empty", async () => {
    expect(await found(sample, "99999980800010")).toMatchObject({
      diffusible: false,
      denomination: "",
      addressLine1: "",
      postcode: "",
      city: "",
    });
  });

  test("R-207 · a SIRET outside of the sample may still exist", async () => {
    expect(await sample.lookUp(siretNumber(7))).toEqual({ kind: "not-found", authoritative: false });
  });
});
