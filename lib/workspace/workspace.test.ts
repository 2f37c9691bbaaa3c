import { expect, test } from "vitest";
import { workspaceCode } from "@/drizzle/schema/workspace";
import { offeredTo, openableBy, openedByDefault, slugOf, toOpen, workspaceOfSlug, workspaces } from "./workspace";

const invoices = { paymentRequests: true, dume: false };

test("R-701 · the catalogue holds every workspace once, in the order of the tabs", () => {
  expect(workspaces.map(({ code }) => code)).toEqual(workspaceCode.enumValues);
});

test("T-18 · issued invoices and support requests are on, the others off", () => {
  const on = offeredTo("private").filter((code) => openedByDefault.includes(code));
  expect(on).toEqual(["FACTURES_EMISES", "SOLLICITATIONS_EMISES"]);
});

test("R-701 · a company is offered justice costs and never received invoices; a public body neither", () => {
  expect(offeredTo("private")).toContain("MEMOIRES_FRAIS_JUSTICE");
  expect(offeredTo("public")).not.toContain("MEMOIRES_FRAIS_JUSTICE");
  for (const sector of ["private", "public"] as const) {
    expect(offeredTo(sector)).not.toContain("FACTURES_RECUES");
    expect(offeredTo(sector)).not.toContain("DUME");
  }
});

test("R-701, R-815 · managers open later what their sector may have, DUME included", () => {
  expect(openableBy("private")).toEqual(
    workspaces.map(({ code }) => code).filter((code) => code !== "FACTURES_RECUES"),
  );
  expect(openableBy("public")).toContain("FACTURES_RECUES");
  expect(openableBy("public")).not.toContain("MEMOIRES_FRAIS_JUSTICE");
  expect(openableBy("public")).toContain("DUME");
});

test("R-315 · what was chosen is opened, and nothing that was not offered", () => {
  const chosen = ["SUIVI_FLUX", "FACTURES_EMISES", "FACTURES_RECUES", "DUME"] as const;
  expect(toOpen("private", invoices, chosen)).toEqual(["FACTURES_EMISES", "SUIVI_FLUX"]);
});

test("R-315 · with DUME alone, support is the only other workspace", () => {
  const purposes = { paymentRequests: false, dume: true };
  expect(toOpen("private", purposes, ["FACTURES_EMISES"])).toEqual(["SOLLICITATIONS_EMISES", "DUME"]);
});

test("R-702 · a public body also receives invoices", () => {
  expect(toOpen("public", invoices, openedByDefault)).toEqual([
    "FACTURES_EMISES",
    "FACTURES_RECUES",
    "SOLLICITATIONS_EMISES",
  ]);
});

test("S-18 · each workspace has its address, and no other address has a workspace", () => {
  for (const { code } of workspaces) expect(workspaceOfSlug(slugOf(code))?.code).toBe(code);
  for (const odd of ["", "FACTURES_EMISES", "factures_emises", "constructor", "activites-gestionnaire"]) {
    expect(workspaceOfSlug(odd)).toBeUndefined();
  }
});
