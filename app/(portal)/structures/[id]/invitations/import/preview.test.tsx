import { expect, test, vi } from "vitest";
import type { FileLine } from "@/lib/invitation/invitation-file";
import { freshWorld, readPage, world } from "@/lib/testing/read-page";
import { Preview } from "./preview";

vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
// Its action is called by nobody here: what it imports belongs to a server that runs.
vi.mock("./actions", () => ({ confirmFile: async () => ({}) }));

const refused: FileLine = { number: 1, address: "lucas", verdict: { kind: "refused", problem: "address" } };

test("R-909 · a file without a valid line is to be corrected: nobody is said to be invited", async () => {
  await freshWorld();
  const given = { title: "Import", structureId: "s", fileId: "f", lines: [refused], refusedOnly: false };
  const choices = { departments: [], workspaces: [], roles: [] };
  const view = { sort: "number", descending: false, page: 1, pageSize: 10, prefix: "" } as const;
  const read = () => readPage(async () => Preview({ ...given, choices, view }));
  const french = await read();
  expect(french).toContain("Aucune ligne valide, 1 refusée.");
  expect(french).toContain("Corrigez le fichier, puis choisissez-le à nouveau.");
  expect(french).not.toContain("seront invitées");
  world.language = "en";
  expect(await read()).toContain("Correct the file, then choose it again.");
});
