import { expect, test } from "vitest";
import { parseSiret } from "./siret";

test.each([
  "81880244900038",
  "44475036800060",
  "50344360800024",
  "64205873900839",
  "57218399400019",
  "13002526500013",
  "73282932000074",
])("T-01 · T-02 · the SIRET %s is accepted", (siret) => {
  expect(parseSiret(siret)).toBe(siret);
});

test.each([
  ["with a wrong key", "73282932000079"],
  ["of zeros", "00000000000000"],
  ["of 13 digits", "1234567890123"],
  ["of 15 digits", "732829320000741"],
  ["with a letter", "7328293200007A"],
  ["with digits of another script", "٧٣٢٨٢٩٣٢٠٠٠٠٧٤"],
])("T-02 · a SIRET %s is refused", (_what, siret) => {
  expect(parseSiret(siret)).toBeNull();
});

test("R-110 · a SIRET whose own key is right and whose SIREN has none is refused", () => {
  expect(parseSiret("73282932100007")).toBeNull();
});

test("T-03 · R-111 · the post office's head office follows the common key, its other places a plain sum", () => {
  expect(parseSiret("35600000000048")).not.toBeNull();
  expect(parseSiret("35600000049837")).not.toBeNull();
  expect(parseSiret("35600000049838")).toBeNull();
});
