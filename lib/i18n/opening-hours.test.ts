import { expect, test } from "vitest";
import { openingHours } from "./opening-hours";

test("R-306, R-1209 · the hours of support are written as each language writes them", () => {
  const french = (hours: string) => openingHours(hours, "fr").replaceAll("\u00a0", " ");
  expect(french("9:00-18:00")).toBe("9 h - 18 h");
  expect(french("09:30 – 12:00, 14:00-17:45")).toBe("9 h 30 - 12 h, 14 h - 17 h 45");
  expect(french("du lundi au vendredi")).toBe("du lundi au vendredi");
  expect(openingHours("9:00-18:00", "en")).toBe("9:00-18:00");
});
