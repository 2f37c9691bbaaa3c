import { and, eq } from "drizzle-orm";
import { attachments } from "@/drizzle/schema/attachment";
import { departments, structures } from "@/drizzle/schema/structure";
import { answerTokenRequest } from "@/lib/api/answer-token-request";
import { answerCproCall } from "@/lib/api/cpro-answer-call";
import { slowAnswers } from "@/lib/api/slow-answers";
import { inTransaction } from "@/lib/platform/context";
import type { TestContext } from "./context";
import { type CproSettings, cproClient } from "./cpro-client";
import { aManagerOf, aStructure, aTechnicalAccountOf, type Structure } from "./people";

/** Software that calls the compatibility API of a portal without a network, as the technical account of the structure. */
export async function aCproClientOf(
  ctx: TestContext,
  structure: Structure,
  details: Parameters<typeof aTechnicalAccountOf>[2] = {},
) {
  const user = await aTechnicalAccountOf(ctx, structure, details);
  return { ...user, ...cproClient(settingsOf(ctx, user)) };
}

/** How such a client is configured. */
export function settingsOf(
  ctx: TestContext,
  { login, password }: Pick<CproSettings, "login" | "password">,
): CproSettings {
  return { tokenBase: "https://oauth.example", apiBase: "https://api.example", login, password, send: cproPortal(ctx) };
}

/** The two routes that a client knows. */
export function cproPortal(ctx: TestContext): (request: Request) => Promise<Response> {
  const slowly = slowAnswers(1);
  const from = { origin: "192.0.2.1", slowly };
  return (request) =>
    new URL(request.url).pathname === "/api/oauth/token"
      ? answerTokenRequest(ctx, { request, ...from })
      : answerCproCall(ctx, request, "fr", from);
}

/**
 * What the tests of the compatibility API look at: a manager with two companies and a technical account, a company of
 * somebody else, and public bodies.
 */
export async function aCproWorld(ctx: TestContext) {
  const own = await aStructure(ctx, {
    legalName: "MENUISERIE LEFÈVRE",
    label: "Lefèvre Rennes",
    addressLine2: "Bâtiment B",
    email: "contact@lefevre.example",
    phone: "+33299123456",
    tradeRegisterNumber: "RCS Rennes B 123",
    vatNumber: "FR23821611431",
    issuesEdi: true,
    receivesLifeCycleByEdi: true,
  });
  const manager = await aManagerOf(ctx, own);
  const second = await aStructure(ctx, { legalName: "Charpentes du Couesnon", city: "Fougères", postcode: "35300" });
  await aManagerOf(ctx, second, { account: manager.account });
  const foreign = await aStructure(ctx, { legalName: "Boulangerie Étrangère", email: "secret@foreign.example" });
  const foreigner = await aManagerOf(ctx, foreign);
  const town = await aStructure(ctx, {
    sector: "public",
    legalName: "COMMUNE DE SAINT-ÉTIENNE",
    label: "Mairie de Saint-Étienne",
    addressLine1: "1 place de l'Hôtel-de-Ville",
    city: "SAINT-ÉTIENNE",
    postcode: "42000",
    email: "mairie@saint-etienne.example",
    phone: "+33477000000",
    vatNumber: "FR83214202190",
    tradeRegisterNumber: "sans objet",
    issuesEdi: true,
    receivesLifeCycleByEdi: true,
    departmentCodeRequired: true,
    paymentStatusNotReported: true,
    contractingAuthority: true,
  });
  const closed = await aStructure(ctx, {
    sector: "public",
    status: "inactive",
    legalName: "COMMUNE DE SAINT-ÉTIENNE BIS",
  });
  const user = await aCproClientOf(ctx, own);
  return { own, manager, second, foreign, foreigner, town, closed, client: user };
}

/** A department, open since 2020 unless said otherwise. */
export async function aDepartmentOf(
  ctx: TestContext,
  { id }: Structure,
  details: Partial<typeof departments.$inferInsert> & { code: string },
) {
  const [department] = await ctx.db
    .insert(departments)
    .values({ id: ctx.id(), structureId: id, name: `Service ${details.code}`, validFrom: "2020-01-01", ...details })
    .returning();
  if (!department) throw new Error("nothing was written");
  return department;
}

/** The primary manager is a member from now on, and nobody manages the structure. */
export async function stopsManaging(ctx: TestContext, { id }: Structure): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const manages = and(eq(attachments.structureId, id), eq(attachments.role, "primary-manager"));
    await tx.db.update(attachments).set({ role: "member" }).where(manages);
    await tx.db.update(structures).set({ managerVacantSince: tx.now() }).where(eq(structures.id, id));
  });
}
