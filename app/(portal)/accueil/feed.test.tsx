import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import type { FeedLine } from "@/lib/attachment/find-feed";
import { Feed } from "./feed";

vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));

const siege = { identifierType: "SIRET", identifier: "99999990700010", designation: "Siège" } as const;
const line = {
  kind: "attachment-requested-by",
  happenedAt: new Date("2026-01-05T09:00:00Z"),
  personName: "Inès Moreau",
  workspace: null,
  structure: siege,
  department: null,
} as const;

/** What is read, tags as line breaks. */
async function read(lines: Omit<FeedLine, "id">[]): Promise<string[]> {
  const page = await Feed({ lines: lines.map((one, id) => ({ ...one, id: String(id) })) });
  return renderToStaticMarkup(page)
    .replaceAll("&#x27;", "'")
    .split(/<[^>]+>/)
    .filter(Boolean)
    .map((text) => text.replace(/\s/g, " "));
}

test("R-307 · lines stand under their day, structure and department, and say whom and what they are about", async () => {
  const before = new Date("2026-01-04T09:00:00Z");
  expect(
    await read([
      line,
      { ...line, kind: "subscription-requested-by", workspace: "SUIVI_FLUX", department: "Comptabilité" },
      { ...line, kind: "workspace-closed", workspace: "ENGAGEMENTS", personName: "Sophie Lefèvre" },
      { ...line, kind: "attachment-suspended", personName: null, happenedAt: before },
      { ...line, kind: "attachment-requested", personName: null, structure: null, happenedAt: before },
    ]),
  ).toEqual([
    "05/01/2026",
    "999 999 907 00010 - Siège",
    "Sans service",
    "Inès Moreau demande son rattachement à la structure.",
    "Suppression de l'espace Engagements pour la structure Siège par l'utilisateur Sophie Lefèvre",
    "Comptabilité",
    "Inès Moreau demande l'espace Suivi des flux.",
    "04/01/2026",
    "999 999 907 00010 - Siège",
    "Sans service",
    "Votre rattachement à la structure a été désactivé par le portail.",
    "Sans service",
    "Vous avez demandé votre rattachement à la structure.",
  ]);
});

test("R-307 · an empty feed says so", async () => {
  expect(await read([])).toEqual(["Aucun fil d'événements trouvé."]);
});

test("R-152 · of a private individual's structure the feed shows one figure", async () => {
  const individual = {
    identifierType: "PARTICULIER",
    identifier: "2850735238",
    designation: "Camille Martin",
  } as const;
  const said = (await read([{ ...line, structure: individual }])).join(" ");
  expect(said).toContain("2********* - Camille Martin");
  expect(said).not.toContain("850735238");
});
