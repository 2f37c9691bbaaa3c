import { beforeEach, expect, test, vi } from "vitest";
import type { Administrator } from "@/lib/administration/administrator";
import { afterChecking, noteSupportAct } from "@/lib/administration/support-act";
import type { AuditEvent } from "@/lib/audit/audit-event";
import { recordEvent } from "@/lib/audit/record-event";
import { fr } from "@/lib/i18n/fr";
import type { TestContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { freshWorld, readPage, world } from "@/lib/testing/read-page";
import { aSupportAct } from "@/lib/testing/support-acts";
import { TrailTable } from "./trail-table";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));

let ctx: TestContext;
let administrator: Administrator;

beforeEach(async () => {
  ctx = await freshWorld();
  ({ administrator } = await aSupportAct(ctx));
});

/** What the trail of somebody says after that event. */
async function trailAfter(event: Pick<AuditEvent, "kind" | "facts">): Promise<string> {
  const { id: targetId } = await anAccount(ctx);
  await recordEvent(ctx, { ...event, actorId: null, targetId } as AuditEvent);
  return readPage(async () => TrailTable({ administrator, targetId, query: {}, path: "/admin" }));
}

test("R-1201, R-1204 · who asked to be forgotten is told from who only left", async () => {
  const leaving = (erasure: boolean) =>
    trailAfter({ kind: "account-deactivated", facts: { cause: "own-wish", vacantStructures: [], erasure } });
  expect(await leaving(false)).toContain("|Compte désactivé|Visiteur ou portail|Le titulaire|");
  expect(await leaving(true)).toContain("|Le titulaire, qui demande l'effacement de ses données|");
  world.language = "en";
  expect(await leaving(true)).toContain("|The owner, who asks for the deletion of the data|");
});

test("R-416, SEC-48 · beside the reason of support stands how it made sure who asked, by its name", async () => {
  const act = await aSupportAct(ctx, { reason: "Téléphone perdu" });
  const { id: targetId } = await anAccount(ctx);
  const trail = () => readPage(async () => TrailTable({ administrator, targetId, query: {}, path: "/admin" }));
  await noteSupportAct(ctx, afterChecking(act, "Rappel au numéro"), { name: "start-reset", targetId });
  const [reset, told] = [
    fr.administration.acts.names["start-reset"],
    "Téléphone perdu (identité vérifiée : Rappel au numéro)",
  ];
  expect(await trail()).toContain(`|${reset} : ${told}|`);
  await noteSupportAct(ctx, act, { name: "unlock-account", targetId });
  expect(await trail()).toContain("|Débloquer le compte : Téléphone perdu|");
});

test("R-1201, R-1204 · why an account was erased stands beside it", async () => {
  const erased = (cause: "request" | "retention") => trailAfter({ kind: "account-erased", facts: { cause } });
  expect(await erased("request")).toContain("|Compte supprimé|Visiteur ou portail|À la demande du titulaire|");
  expect(await erased("retention")).toContain("|Au terme de la durée de conservation|");
});
