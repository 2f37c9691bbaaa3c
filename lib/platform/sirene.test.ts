import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type SireneStandIn, specialSirets, startSireneStandIn } from "@/e2e/support/sirene-stand-in";
import { testEnv } from "@/lib/testing/environment";
import { siretNumber } from "@/lib/testing/siret-number";
import { createSirene, type Sirene } from "./sirene";
import { isPublicCategory } from "./sirene-text";

let standIn: SireneStandIn;
beforeAll(async () => {
  standIn = await startSireneStandIn();
});
afterAll(() => standIn.close());

const insee = (address = standIn.url) =>
  createSirene(testEnv({ DIRECTORY: "insee", INSEE_API_URL: address, INSEE_API_KEY: "the-key" }));
const open = (address = standIn.url) => createSirene(testEnv({ DIRECTORY: "open", OPEN_DIRECTORY_URL: address }));

async function found(sirene: Sirene, siret: string) {
  const answer = await sirene.lookUp(siret);
  if (answer.kind !== "found") throw new Error(`The register answered ${answer.kind}.`);
  return answer.establishment;
}

describe.each([
  ["insee", insee],
  ["open", open],
])("R-201 · the %s register", (_name, register) => {
  test("R-202 · R-205 · an active company is found with its name and address", async () => {
    const siret = siretNumber(123);
    expect(await found(register(), siret)).toMatchObject({
      siret,
      denomination: `ATELIER ${siret.slice(0, 9)}`,
      addressLine1: expect.stringMatching(/^10.* B RUE DE L EXEMPLE$/),
      postcode: "35000",
      city: "RENNES",
      country: "FR",
      active: true,
      closedOn: undefined,
      diffusible: true,
      naturalPerson: false,
      publicBody: false,
    });
  });

  test("R-202 · a closed establishment is found closed, with the day it closed", async () => {
    expect(await found(register(), specialSirets.closed)).toMatchObject({ active: false, closedOn: "2021-06-30" });
  });

  test("R-202 · an open establishment of a ceased legal unit is closed, on a day nobody tells", async () => {
    expect(await found(register(), specialSirets.unitCeased)).toMatchObject({ active: false, closedOn: undefined });
  });

  test("R-203 · a natural person is called by first and last name, never by the trade sign", async () => {
    const person = await found(register(), specialSirets.person);
    expect(person).toMatchObject({ denomination: "JEANNE LE GALL", naturalPerson: true, diffusible: true });
  });

  test("R-204 · an establishment abroad has its country, and no postcode", async () => {
    const abroad = { addressLine1: expect.stringContaining("EXEMPLE"), postcode: "", city: "CHICAGO", country: "US" };
    expect(await found(register(), specialSirets.abroad)).toMatchObject(abroad);
  });

  test("R-206 · a partly disclosed company keeps its name and town, and no masked value leaves", async () => {
    const company = await found(register(), specialSirets.masked);
    expect(company).toMatchObject({ diffusible: false, addressLine1: "", postcode: "", city: "RENNES" });
    expect(company.denomination).toMatch(/^ATELIER \d+$/);
    expect(JSON.stringify(company)).not.toMatch(/\[N/);
  });

  test.each(["maskedPerson", "unmaskedPerson"] as const)(
    "R-206 · nothing leaves of a partly disclosed person: %s",
    async (special) => {
      const person = await found(register(), specialSirets[special]);
      expect(person).toMatchObject({
        diffusible: false,
        naturalPerson: true,
        denomination: "",
        postcode: "",
        city: "",
      });
      expect(JSON.stringify(person)).not.toMatch(/\[N|JEANNE|LE GALL|EXEMPLE|RENNES/);
    },
  );

  test("R-205 · a public body is told from a company", async () => {
    expect(await found(register(), specialSirets.publicBody)).toMatchObject({ publicBody: true });
    expect(await found(register(), specialSirets.headOffice)).toMatchObject({ publicBody: false });
  });

  test("R-207 · an unknown SIRET is not found, and the source is an authority on that", async () => {
    expect(await register().lookUp(specialSirets.unknown)).toEqual({ kind: "not-found", authoritative: true });
  });

  test("SEC-32 · a value that a reader could not see, or a database not store, counts as absent", async () => {
    const odd = JSON.stringify(await found(register(), specialSirets.unreadable));
    expect(odd).not.toMatch(/\\u0000|\u202e/);
  });

  test.each(["throttled", "broken", "garbage", "otherShape", "redirecting", "gateway404", "oversized"] as const)(
    "R-207 · SEC-12 · a register that is %s is unavailable: the SIRET is called neither invalid nor unknown",
    async (special) => {
      expect(await register().lookUp(specialSirets[special])).toEqual({ kind: "unavailable" });
    },
  );

  test("SEC-12 · a redirect is not followed", async () => {
    await register().lookUp(specialSirets.redirecting);
    expect(standIn.asked.at(-1)?.path).toContain(specialSirets.redirecting);
  });

  test.each(["hanging", "stalling"] as const)(
    "R-207 · a register that is %s is unavailable after three seconds",
    async (special) => {
      const start = performance.now();
      expect(await register().lookUp(specialSirets[special])).toEqual({ kind: "unavailable" });
      expect(performance.now() - start).toBeGreaterThan(2_900);
    },
  );

  test("R-207 · a register that nobody answers for is unavailable", async () => {
    expect(await register("http://127.0.0.1:9").lookUp(siretNumber(1))).toEqual({ kind: "unavailable" });
  });

  test("R-207 · operators are told why a register did not answer, and not who was looked up", async () => {
    const written = vi.spyOn(console, "info").mockImplementation(() => undefined);
    await register().lookUp(specialSirets.throttled);
    expect(written.mock.calls.join()).toContain('"event":"register-unavailable"');
    expect(written.mock.calls.join()).toContain('"status":429');
    expect(written.mock.calls.join()).not.toContain(specialSirets.throttled);
  });

  test("R-201 · the address may be written with a slash at its end", async () => {
    expect((await register(`${standIn.url}/`).lookUp(siretNumber(123))).kind).toBe("found");
  });
});

test.each([
  ["7210", true],
  ["4110", true],
  ["5710", false],
  ["1000", false],
  ["2700", false],
  [null, false],
])("R-205 · legal categories 4 and 7 are public bodies: %s", (category, publicBody) => {
  expect(isPublicCategory(category)).toBe(publicBody);
});

test("R-204 · the INSEE address: number, last number, repetition, street; complement, special delivery; cedex", async () => {
  expect(await found(insee(), siretNumber(5))).toMatchObject({
    addressLine1: "10-12 B RUE DE L EXEMPLE",
    addressLine2: "BATIMENT B",
  });
  expect(await found(insee(), specialSirets.cedex)).toMatchObject({
    addressLine2: "BATIMENT B CS 70058",
    postcode: "35042",
    city: "RENNES CEDEX",
  });
});

test("R-203 · the signs are proposed as label when the usual name was removed", async () => {
  expect(await found(insee(), siretNumber(5))).toMatchObject({ labelProposal: "CHEZ L EXEMPLE" });
});

test("R-201 · INSEE is asked with the key of the portal, the open register without any", async () => {
  await insee().lookUp(siretNumber(6));
  expect(standIn.asked.at(-1)).toEqual({ path: `/siret/${siretNumber(6)}`, key: "the-key" });
  await open().lookUp(siretNumber(6));
  expect(standIn.asked.at(-1)).toEqual({ path: `/search?q=${siretNumber(6)}`, key: undefined });
});

test("R-205 · of a legal unit with several establishments, the one that was asked for is told", async () => {
  expect(await found(open(), specialSirets.headOffice)).toMatchObject({
    siret: specialSirets.headOffice,
    addressLine1: "10 B RUE DE L EXEMPLE",
    addressLine2: "BATIMENT B",
    active: true,
  });
  expect(await found(open(), siretNumber(5))).toMatchObject({ addressLine2: undefined, active: true });
});

describe("R-201 · the embedded sample", () => {
  const sample = createSirene(testEnv({ DIRECTORY: "sample" }));

  test.each(["21930066200018", "99999970900010"])("T-05 · %s is closed", async (siret) => {
    expect((await found(sample, siret)).active).toBe(false);
  });

  test("T-06 · 99999980800010 is not diffusible, its fields are empty", async () => {
    expect(await found(sample, "99999980800010")).toMatchObject({
      diffusible: false,
      naturalPerson: true,
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
