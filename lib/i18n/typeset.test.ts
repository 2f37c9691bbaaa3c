import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";
import { fr } from "./fr";
import { typeset } from "./typeset";

test.each([
  ["Adresse : Paris", "Adresse\u00a0: Paris"],
  ["Quoi ? « Ceci » ; 5 % !", "Quoi\u00a0? «\u00a0Ceci\u00a0»\u00a0; 5\u00a0%\u00a0!"],
  ["Voir https://a.example/?b : c", "Voir https://a.example/?b\u00a0: c"],
])("a French line does not break before its marks: %s", (typed, set) => {
  expect(typeset({ part: { sentence: typed } })).toEqual({ part: { sentence: set } });
});

test("the format of a date stays one", () => {
  const { sentence } = typeset({ sentence: "Le : {day, date, ::yyyyMMdd}" });
  expect(new IntlMessageFormat(sentence, "fr").format({ day: new Date("2026-01-05T12:00:00Z") })).toMatch(
    /^Le\u00a0: 05\/01\/2026$/,
  );
});

test("R-1209 · the files have plain spaces before the marks, so that nobody has to see which it is", () => {
  expect(JSON.stringify(fr)).not.toMatch(/[\u00a0\u202f][:;!?»%]|«[\u00a0\u202f]/);
  expect(JSON.stringify(typeset(fr))).not.toMatch(/(?<!,) [:;!?»%]|« /);
});
