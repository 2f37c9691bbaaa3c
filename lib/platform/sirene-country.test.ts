import { expect, test } from "vitest";
import { registerCountry } from "./sirene-country";

test.each([
  ["ALLEMAGNE", "DE"],
  ["ETATS-UNIS", "US"],
  ["ROYAUME-UNI", "GB"],
  ["TCHEQUIE", "CZ"],
  ["COTE D'IVOIRE", "CI"],
  ["IRLANDE, ou EIRE", "IE"],
  ["ATLANTIDE", ""],
  ["", ""],
])("R-204 · the register's '%s' is the country '%s'", (name, code) => {
  expect(registerCountry(name)).toBe(code);
});
