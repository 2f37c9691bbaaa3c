import type { accounts } from "@/drizzle/schema/account";
import { mintLink } from "@/lib/account/mint-link";
import { recordEvent } from "@/lib/audit/record-event";
import type { Message } from "@/lib/outbox/message";
import type { TestContext } from "./context";
import { anAccount, DEACTIVATED } from "./people";
import { camille, type Tell, type Telling, workshop } from "./telling";

/** What is told of an account that closes, comes back or is forgotten. */
export const departureTellings = {
  "account-deactivated": (ctx) => deactivated(ctx, {}),
  "reactivation-requested": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, { ...camille, ...DEACTIVATED, contactEmail: workshop });
    const { id: linkId } = await mintLink(ctx, { purpose: "reactivation", subjectId: accountId, email: workshop });
    return { message: { kind: "reactivation-requested", accountId, linkId }, recipient: workshop };
  },
  "reactivation-dismissed": async (ctx) => {
    const closed = { ...DEACTIVATED, deactivationCause: "administrator", contactEmail: workshop } as const;
    const { id: accountId } = await anAccount(ctx, { ...camille, ...closed });
    const support = await anAccount(ctx, { isAdministrator: true });
    await recordEvent(
      ctx,
      {
        kind: "administrator-acted",
        actorId: support.id,
        targetId: accountId,
        facts: { act: "dismiss-reactivation" },
      },
      { words: "Cette adresse ne vous appartient plus." },
    );
    return { message: { kind: "reactivation-dismissed", accountId }, recipient: workshop };
  },
  "account-reactivated": (ctx) => reactivated(ctx, { by: "owner" }),
  "inactivity-reminder": async (ctx) => {
    const lastSignInAt = new Date("2025-02-04T09:00:00Z");
    const { id: accountId } = await anAccount(ctx, { ...camille, contactEmail: workshop, lastSignInAt });
    const deactivationOn = "2026-02-04T09:00:00Z";
    return { message: { kind: "inactivity-reminder", accountId, deactivationOn }, recipient: workshop };
  },
  "erasure-requested": async (ctx) => {
    const eraseOn = new Date("2026-02-04T09:00:00Z");
    const { id: accountId } = await anAccount(ctx, { ...camille, ...DEACTIVATED, eraseOn });
    return { message: { kind: "erasure-requested", accountId }, recipient: camille.email };
  },
} satisfies Partial<Record<Message["kind"], Tell>>;

/** The same kinds, in the other cases they tell of. */
export const otherDepartureTellings: Record<string, Tell> = {
  "account deactivated by support": (ctx) =>
    deactivated(ctx, { deactivationCause: "administrator", deactivationReason: "Adresse usurpée." }),
  "account deactivated for want of use": (ctx) => deactivated(ctx, { deactivationCause: "inactivity" }),
  "account deactivated to be erased": (ctx) => deactivated(ctx, { eraseOn: new Date("2026-02-04T09:00:00Z") }),
  "reactivation passed on to support": async (ctx) => {
    const { id: accountId } = await anAccount(ctx, {
      ...camille,
      ...DEACTIVATED,
      deactivationCause: "administrator",
      reactivationRequestedAt: ctx.now(),
      contactEmail: workshop,
    });
    return { message: { kind: "reactivation-requested", accountId, linkId: null }, recipient: workshop };
  },
  "account reactivated by support": (ctx) => reactivated(ctx, { by: "administrator" }),
  "account reactivated before its erasure": async (ctx) => {
    const { message, recipient } = await reactivated(ctx, { by: "administrator" });
    if (message.kind !== "account-reactivated") throw new Error("another message");
    return { message: { ...message, eraseOn: "2026-02-04T09:00:00Z" }, recipient };
  },
};

async function deactivated(ctx: TestContext, details: Partial<typeof accounts.$inferInsert>): Promise<Telling> {
  const { id: accountId } = await anAccount(ctx, { ...camille, ...DEACTIVATED, ...details });
  return { message: { kind: "account-deactivated", accountId }, recipient: camille.email };
}

async function reactivated(ctx: TestContext, { by }: { by: "owner" | "administrator" }): Promise<Telling> {
  const { id: accountId } = await anAccount(ctx, { ...camille, contactEmail: workshop });
  const actorId = by === "owner" ? accountId : ctx.id();
  const facts = { by, managesAgain: [] };
  await recordEvent(ctx, { kind: "account-reactivated", actorId, targetId: accountId, facts });
  return { message: { kind: "account-reactivated", accountId }, recipient: workshop };
}
