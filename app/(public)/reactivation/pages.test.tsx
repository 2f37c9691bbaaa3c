import { beforeEach, expect, test, vi } from "vitest";
import { fr } from "@/lib/i18n/fr";
import type { TestContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { freshWorld, pageInBothLanguages, world } from "@/lib/testing/read-page";
import { aMailedLink } from "@/lib/testing/registrations";
import ReactivatedPage from "./faite/page";
import ReactivatePage from "./page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/sealed-cookie", () => import("@/lib/testing/read-page"));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

let ctx: TestContext;

beforeEach(async () => {
  ctx = await freshWorld();
});

test("R-505, M-44 · the mailed link asks once more, says what returns and what is cancelled; a dead one is refused", async () => {
  const account = await anAccount(ctx, { ...DEACTIVATED, eraseOn: new Date("2026-02-04T09:00:00Z") });
  const link = { purpose: "reactivation", subjectId: account.id, email: account.contactEmail } as const;
  world.sealed.set("reactivation-link", { secret: await aMailedLink(ctx, link) });
  const page = await pageInBothLanguages(ReactivatePage);
  expect(page).toContain("prévue le 04/02/2026 10:00:00, sera annulée");
  expect(page).toContain("<form");
  world.sealed.set("reactivation-link", { secret: ctx.secret() });
  const refused = await pageInBothLanguages(ReactivatePage);
  expect(refused).toContain(fr.messages["M-44"]);
  expect(refused).not.toContain("<form");
  expect(await pageInBothLanguages(ReactivatedPage)).toContain(fr.departure.reactivation.doneNext);
});
