import { expect, test } from "vitest";
import { foreignText } from "./foreign-text";

test.each([
  ["https://evil.example/prize", "evil. example/prize"],
  ["hthttps://tp://evil.example", "evil. example"],
  ["See www.evil.example now", "See www. evil. example now"],
  ["write to me@evil.example", "write to me@evil. example"],
  ["Booking.com", "Booking. com"],
  ["xn--vil-0ma.xn--p1ai", "xn--vil-0ma. xn--p1ai"],
])("SEC-32 · %j is no link any more", (typed, shown) => {
  expect(foreignText(typed)).toBe(shown);
});

test.each(["S.A.R.L. Lefèvre & Fils", "Bonjour. Merci d'avance…", "O'Connor <b>"])(
  "%j is shown as it was typed",
  (typed) => {
    expect(foreignText(typed)).toBe(typed);
  },
);

test("SEC-90 · line breaks, invisible and reordering characters become a space", () => {
  expect(foreignText("Camille\r\nBcc: all\u202Eevil\u200B!")).toBe("Camille Bcc: all evil !");
});
