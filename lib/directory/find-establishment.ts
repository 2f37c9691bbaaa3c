import { and, eq, gt, sql } from "drizzle-orm";
import { directoryAnswers } from "@/drizzle/schema/directory";
import type { Context } from "@/lib/platform/context";
import type { Sirene } from "@/lib/platform/sirene";
import { type Establishment, type KeptAnswer, keptAnswer } from "./establishment";
import type { Siret } from "./siret";

const KEPT_HOURS = 24;

/** What a register can answer, each told differently; `fetchedAt` is when the register said it. */
export type FindEstablishmentOutcome =
  | { kind: "found-active"; establishment: Establishment; source: Sirene["source"]; fetchedAt: Date }
  | { kind: "found-closed"; establishment: Establishment; closedOn: string | null }
  | { kind: "not-found"; authoritative: boolean }
  | { kind: "unavailable" };

/** Looks a SIRET up in the national register; its answers are kept for 24 hours. */
export async function findEstablishment(ctx: Context, siret: Siret): Promise<FindEstablishmentOutcome> {
  const kept = await findKept(ctx, siret);
  if (kept) return outcomeOf(kept.answer, kept.fetchedAt);

  const said = await ctx.sirene.lookUp(siret);
  if (said.kind === "unavailable") return said;
  const answer: KeptAnswer = { ...said, source: ctx.sirene.source };
  const fetchedAt = ctx.now();
  await ctx.db
    .insert(directoryAnswers)
    .values({ siret, answer, fetchedAt })
    .onConflictDoUpdate({
      target: directoryAnswers.siret,
      set: { answer: sql`excluded.answer`, fetchedAt: sql`excluded.fetched_at` },
    });
  return outcomeOf(answer, fetchedAt);
}

async function findKept(ctx: Context, siret: Siret): Promise<{ answer: KeptAnswer; fetchedAt: Date } | null> {
  const oldest = new Date(ctx.now().getTime() - KEPT_HOURS * 3_600_000);
  const [row] = await ctx.db
    .select()
    .from(directoryAnswers)
    .where(and(eq(directoryAnswers.siret, siret), gt(directoryAnswers.fetchedAt, oldest)));
  // A row of another release, or of another source, is asked again rather than believed.
  const answer = keptAnswer.safeParse(row?.answer).data;
  return row && answer?.source === ctx.sirene.source ? { answer, fetchedAt: row.fetchedAt } : null;
}

function outcomeOf(answer: KeptAnswer, fetchedAt: Date): FindEstablishmentOutcome {
  if (answer.kind === "not-found") return { kind: "not-found", authoritative: answer.authoritative };
  const { establishment, source } = answer;
  if (establishment.active) return { kind: "found-active", establishment, source, fetchedAt };
  return { kind: "found-closed", establishment, closedOn: establishment.closedOn ?? null };
}
