import { eq } from "drizzle-orm";
import { structureHistory } from "@/drizzle/schema/attachment";
import { formerIdentifiers, structures } from "@/drizzle/schema/structure";
import type { Message } from "@/lib/outbox/message";
import { endOfPassword } from "@/lib/technical-account/technical-account";
import type { TestContext } from "./context";
import { aTechnicalAccountOf } from "./people";
import { managedByCamille, type Tell, type Telling } from "./telling";

/** What is told of a structure and of the software that acts for it. */
export const structureTellings = {
  "identifier-changed": async (ctx) => {
    const { structure, recipient } = await managedByCamille(ctx);
    const formerIdentifierId = ctx.id();
    await ctx.db.insert(formerIdentifiers).values({
      id: formerIdentifierId,
      structureId: structure.id,
      identifierType: "EN_COURS_IMMATRICULATION",
      identifier: "ATELIER2026",
      replacedAt: ctx.now(),
    });
    return { message: { kind: "identifier-changed", structureId: structure.id, formerIdentifierId }, recipient };
  },
  "structure-deactivated": async (ctx) => {
    const { structure, recipient } = await managedByCamille(ctx);
    await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
    await ctx.db.insert(structureHistory).values({
      id: ctx.id(),
      structureId: structure.id,
      kind: "structure-deactivated",
      happenedAt: ctx.now(),
    });
    return { message: { kind: "structure-deactivated", structureId: structure.id }, recipient };
  },
  "structure-closed-in-register": async (ctx) => {
    const { structure, recipient } = await managedByCamille(ctx);
    await ctx.db.update(structures).set({ registryClosedOn: "2025-12-31" }).where(eq(structures.id, structure.id));
    return { message: { kind: "structure-closed-in-register", structureId: structure.id }, recipient };
  },
  "provisional-identifier-reminder": async (ctx) => {
    const { structure, recipient } = await managedByCamille(ctx);
    const provisional = { identifierType: "EN_COURS_IMMATRICULATION", identifier: "ATELIER2026" } as const;
    await ctx.db
      .update(structures)
      .set({ ...provisional, createdAt: new Date("2025-10-07T09:00:00Z") })
      .where(eq(structures.id, structure.id));
    return { message: { kind: "provisional-identifier-reminder", structureId: structure.id }, recipient };
  },
  "technical-account-told": (ctx) => technicalTold(ctx, "created"),
} satisfies Partial<Record<Message["kind"], Tell>>;

/** The same kinds, in the other cases they tell of. */
export const otherStructureTellings: Record<string, Tell> = {
  "technical password reset": (ctx) => technicalTold(ctx, "reset"),
  "technical password that will expire": (ctx) => technicalTold(ctx, "expires-soon"),
  "technical password that has expired": async (ctx) => {
    const telling = await technicalTold(ctx, "expired");
    ctx.moveTo("2026-04-15T08:00:00Z");
    return telling;
  },
  "technical account suspended": (ctx) => technicalTold(ctx, "suspended", "suspended"),
  "technical account resumed": (ctx) => technicalTold(ctx, "resumed"),
  "technical account deleted": (ctx) => technicalTold(ctx, "deleted", "deleted"),
};

/** The bakery's technical account; its password lives for 100 days from the moment that mails are written at. */
async function technicalTold(
  ctx: TestContext,
  event: Extract<Message, { kind: "technical-account-told" }>["event"],
  status: "active" | "suspended" | "deleted" = "active",
): Promise<Telling> {
  const { structure, recipient } = await managedByCamille(ctx);
  const { account } = await aTechnicalAccountOf(ctx, structure, { status });
  const expiresAt = endOfPassword(ctx.env, ctx.now()).toISOString();
  return { message: { kind: "technical-account-told", technicalAccountId: account.id, event, expiresAt }, recipient };
}
