import { expect, test, vi } from "vitest";
import { credentialsPdf } from "@/lib/technical-account/credentials-pdf";
import type { ShownSecret } from "@/lib/technical-account/shown-secret";
import { testEnv } from "@/lib/testing/environment";
import { world } from "@/lib/testing/read-page";
import { PAPER_KILOBYTES, paperOf } from "./paper";

vi.mock("@/lib/platform/live", () => ({ live: async () => ({ env: testEnv() }) }));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));

const short: ShownSecret = {
  madeBy: "creation",
  password: "aB3#kZ9*mN4-pQ7.rS2?",
  login: "TECH_07@api.attache.example",
  contactEmail: "manager@example.org",
  structure: { identifierType: "SIRET", identifier: "12345678200010", designation: "AB" },
  expiresAt: new Date("2026-04-15T08:00:00Z"),
  oldUntil: null,
  exportUntil: new Date("2026-01-05T09:10:00Z"),
};
const long: ShownSecret = {
  ...short,
  login: "TECH_0FRWF1234567-AZERTYUIOPQSDFG@utilisateurs-techniques.portail.example",
  structure: {
    ...short.structure,
    designation: "Établissement public d'aménagement œnologique & bâtiments frigorifiques – Île-de-Ré ".repeat(2),
  },
};

for (const language of ["fr", "en"] as const) {
  test(`A11Y-28, R-1006 · the export weighs about what its button says, in ${language}`, async () => {
    world.language = language;
    for (const secret of [short, long]) {
      const { length } = await credentialsPdf(await paperOf(secret));
      expect(Math.abs(length / 1000 / PAPER_KILOBYTES - 1)).toBeLessThan(0.1);
    }
  });
}
