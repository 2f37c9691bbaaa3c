import { and, eq, inArray, type SQL } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { documents } from "@/drizzle/schema/document";
import type { Actor } from "@/lib/attachment/actor";
import { actsIn } from "@/lib/audit/acting-session";
import type { Context } from "@/lib/platform/context";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";
import { typesSeenAs } from "./document";

/** Whose documents are meant: a structure's, by the right over it, or one's own. */
export type Reader = Permit<"view-sheet"> | Actor;
/** The same for whoever adds and removes some. */
export type Keeper = Permit<"edit-sheet"> | Actor;

/** The documents that somebody may know of: anybody else's are as if there were none (SEC-61, SEC-63). */
export function seenBy(reader: Reader): SQL | undefined {
  if (!isPermit(reader)) return eq(documents.accountId, reader.accountId);
  return and(eq(documents.structureId, reader.structureId), inArray(documents.type, [...typesSeenAs(reader.capacity)]));
}

/** The documents that somebody looks after. */
export function keptBy(keeper: Keeper): SQL {
  return isPermit(keeper) ? eq(documents.structureId, keeper.structureId) : eq(documents.accountId, keeper.accountId);
}

/** Whose a new document is, and who adds it. */
export function ownerOf(keeper: Keeper): { structureId: string | null; accountId: string | null; actorId: string } {
  if (isPermit(keeper)) return { structureId: keeper.structureId, accountId: null, actorId: keeper.holder.accountId };
  return { structureId: null, accountId: keeper.accountId, actorId: keeper.accountId };
}

/** Locks the owner's row, so that acts on its documents queue up, and reads the right again (SEC-67). */
export async function holdOwner(tx: Context, keeper: Keeper): Promise<boolean> {
  if (isPermit(keeper)) return (await holdPermit(tx, keeper)) !== null;
  const held = await tx.db
    .select({ id: accounts.id, acting: actsIn(keeper.sessionId) })
    .from(accounts)
    .where(and(eq(accounts.id, keeper.accountId), eq(accounts.status, "active")))
    .for("update");
  return held.length > 0;
}

function isPermit<P extends Permit>(owner: P | Actor): owner is P {
  return "holder" in owner;
}
