import { eq } from "drizzle-orm";
import { attachments, subscriptions } from "@/drizzle/schema/attachment";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import type { Right } from "@/lib/structure/rights";
import type { Actor } from "./actor";
import { permitFor } from "./permit-for";

/** Something that belongs to a structure, known by its own id alone. */
export type Belonging = { attachmentId: string } | { subscriptionId: string };

/**
 * The actor's permit over the structure that the database says a request belongs to: never one that a form names
 * (SEC-62). Null when the request does not exist, and alike when it is another structure's (SEC-61). `asSupport`: the
 * forms of support alone, which ask for a reason, may act as such (SEC-70).
 */
export async function findPermitOver<R extends Right>(
  ctx: Context,
  actor: Actor,
  { of, right, asSupport = false }: { of: Belonging; right: R; asSupport?: boolean },
): Promise<Permit<R> | null> {
  const [found] =
    "attachmentId" in of
      ? await ctx.db
          .select({ structureId: attachments.structureId })
          .from(attachments)
          .where(eq(attachments.id, of.attachmentId))
      : await ctx.db
          .select({ structureId: subscriptions.structureId })
          .from(subscriptions)
          .where(eq(subscriptions.id, of.subscriptionId));
  const permit = found ? permitFor(actor, found.structureId, right) : null;
  return permit?.capacity === "administrator" && !asSupport ? null : permit;
}
