import type { z } from "zod";
import type { Actor } from "@/lib/attachment/actor";
import type { Catalogue } from "@/lib/i18n/fr";
import type { Context } from "@/lib/platform/context";

/** More rows than that are never one act: the caller says so to its person first. */
export const MAX_ROWS = 5_000;
/** A process that says nothing for so long is taken for dead, and another one goes on. */
export const LEASE_SECONDS = 30;
/** Later than that, nothing goes on by itself: its person says whether he still wants it (R-1404). */
export const RESUMED_SECONDS = 60 * 60;
/** How long a report can be looked at (SEC-98). */
export const OPERATION_DAYS = 30;
/** Whoever has so many under way begins no other (SEC-98). */
export const MAX_LIVE = 5;

/** When a lease that is taken or kept now runs out. */
export function leaseEnd({ now }: Pick<Context, "now">): string {
  return new Date(now().getTime() + LEASE_SECONDS * 1000).toISOString();
}

/** What the rows of an operation are; `unknown`: its kind, kept in the database, comes from another release. */
export type Subject = "requests" | "users" | "invitations" | "unknown";

/** What an operation of that kind is done to, for the words of its report. */
export function subjectOf(kind: string): Subject {
  if (/^(attachments|subscriptions)-/.test(kind)) return "requests";
  if (/^(members|permissions)-/.test(kind)) return "users";
  return kind === "invite" ? "invitations" : "unknown";
}

/** What became of one row, as the report says it. */
export type OutcomeKey = keyof Catalogue["operations"]["outcomes"];

/** What became of one row: whether it counts as treated, and in which words. */
export interface RowOutcome {
  ok: boolean;
  outcome: OutcomeKey;
}

/** One row to treat, before it is carried out. */
export interface NewRow {
  /** What it acts on: ids, parsed again by its kind. */
  target: Record<string, string>;
  /** How the report names it. */
  label: string;
}

/** What an operation does to each of its rows. */
export interface RowAct {
  /**
   * Counts the row before its transaction begins (SEC-31): a counter that everybody shares would else be locked until it
   * ends. What it answers is the row's outcome; null: go on.
   */
  before?(ctx: Context, actor: Actor, row: AskedRow): Promise<RowOutcome | null>;
  perform(ctx: Context, actor: Actor, row: AskedRow): Promise<RowOutcome>;
}

/** A row as it was kept; its kind parses it again. */
interface AskedRow {
  request: unknown;
  target: unknown;
}

type Step<Request, Target, Outcome> = (
  ctx: Context,
  actor: Actor,
  row: { request: Request; target: Target },
) => Promise<Outcome>;

/**
 * Makes a kind of operation: `request` is what is asked once for all rows, `target` what one row acts on. `perform`
 * finds the permit over that row itself, so that a foreign or stale one is told like an absent one (SEC-64, R-907).
 */
export function rowAct<Request, Target>({
  request,
  target,
  before,
  perform,
}: {
  request: z.ZodType<Request>;
  target: z.ZodType<Target>;
  before?: Step<Request, Target, RowOutcome | null>;
  perform: Step<Request, Target, RowOutcome>;
}): RowAct {
  const parsed = (row: AskedRow) => ({ request: request.parse(row.request), target: target.parse(row.target) });
  return {
    before: before && ((ctx, actor, row) => before(ctx, actor, parsed(row))),
    perform: (ctx, actor, row) => perform(ctx, actor, parsed(row)),
  };
}
