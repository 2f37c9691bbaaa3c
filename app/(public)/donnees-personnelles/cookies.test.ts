import { expect, test } from "vitest";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import { cookiesByUse } from "./cookies";

test("R-1204 · every cookie is told once, under the name the browser shows, with a use and a life in both languages", () => {
  const told = cookiesByUse(true);
  const names = told.flatMap((use) => use.names);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(
    expect.arrayContaining(["__Host-attache.session", "__Host-attache.device", "attache.language"]),
  );
  for (const { legal } of [fr, en]) {
    expect(told.map(({ use }) => use).sort()).toEqual(Object.keys(legal.privacy.cookieUses).sort());
  }
});

test("SEC-42 · without https no name pretends to be bound to the host", () => {
  expect(cookiesByUse(false).flatMap(({ names }) => names.filter((name) => name.startsWith("__Host-")))).toEqual([]);
});
