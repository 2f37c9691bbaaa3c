import { expect, test } from "vitest";
import { languages } from "@/lib/i18n/language";
import { releaseNotes } from "./release-notes";

test("R-303 · releases stand newest first, each once, with a day that exists", () => {
  const numbers = releaseNotes.map(({ version }) => version.split(".").map(Number));
  const newestFirst = numbers.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => c - a || d - b);
  expect(numbers).toEqual(newestFirst);
  expect(new Set(releaseNotes.map(({ version }) => version)).size).toBe(releaseNotes.length);
  for (const { on } of releaseNotes) expect(new Date(`${on}T12:00:00Z`).toISOString()).toMatch(new RegExp(`^${on}T`));
  const days = releaseNotes.map(({ on }) => on);
  expect(days).toEqual(days.toSorted().reverse());
});

test.each(releaseNotes)(
  "R-1209 · release $version says the same number of things in each language, and nothing twice",
  ({ notes }) => {
    expect(notes.fr.length).toBeGreaterThan(0);
    for (const language of languages) {
      expect(notes[language]).toHaveLength(notes.fr.length);
      expect(new Set(notes[language]).size).toBe(notes.fr.length);
      for (const note of notes[language]) expect(note).toMatch(/^\p{Lu}.{10,}\.$/u);
    }
    expect(notes.fr.filter((note) => notes.en.includes(note))).toEqual([]);
  },
);
