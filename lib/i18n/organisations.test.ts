import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { en } from "./en";
import { fr } from "./fr";

const specification = readFileSync(new URL("../specification/portal.md", import.meta.url), "utf8");
const { identifierTypes, sheetTypes, workspaces, roles, attachmentStatus, subscriptionStatus, access } =
  fr.organisations;

test("R-102 · the types of identifier are called as in the list, in its order, and the sheet has its own word", () => {
  const rule = lineOf("- R-102 ");
  const [list = "", sheet = ""] = rule.split("On the sheet");
  expect(Object.values(identifierTypes)).toEqual(quotesOf(list).slice(1));
  expect(quotesOf(sheet)).toEqual(Object.values(sheetTypes));
});

test("R-701 · each workspace has the label and the description of the catalogue", () => {
  const rows = [...specification.matchAll(/^\| ([A-Z_]+) \| "(.+?)" \| "(.+?)" \|/gm)];
  expect(rows.map(([, code, label, description]) => ({ code, label, description }))).toEqual(
    Object.entries(workspaces).map(([code, texts]) => ({ code, ...texts })),
  );
});

test.each([
  ["- R-002 ", roles],
  ["- R-850 ", attachmentStatus],
  ["- R-704 ", subscriptionStatus],
])("%s· the words are those of the rule, in its order", (rule, words) => {
  expect(quotesOf(lineOf(rule))).toEqual(Object.values(words));
});

test("R-703 · a workspace is subscribed to in one of two modes", () => {
  expect(quotesOf(lineOf("- R-703 "))).toEqual([access.read, access.write]);
});

test("M-19 · the type to choose instead is called as in the list, in both languages", () => {
  for (const catalogue of [fr, en]) {
    expect(catalogue.messages["M-19"]).toContain(catalogue.organisations.identifierTypes.HORS_UE);
  }
});

function lineOf(start: string): string {
  return specification.split("\n").find((line) => line.startsWith(start)) ?? "";
}

function quotesOf(text: string): string[] {
  return [...text.matchAll(/"([^"]+)"/g)].map(([, quote = ""]) => quote);
}
