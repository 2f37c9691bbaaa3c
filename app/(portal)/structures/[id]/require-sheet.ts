import { notFound } from "next/navigation";
import type { OwnAttachment } from "@/lib/attachment/actor";
import type { Permit } from "@/lib/structure/permit";
import type { Right } from "@/lib/structure/rights";
import { requireAccount, requirePermit } from "@/lib/web/guards";

/** One of the reader's own structures, and the right to see its sheet. */
export interface OwnSheet {
  permit: Permit<"view-sheet">;
  structure: OwnAttachment;
}

/** The sheet that an address names; whoever is not attached to it, or typed an odd id, finds nothing (R-1202, SEC-61). */
export async function requireSheet(structureId: string): Promise<OwnSheet> {
  const permit = await requirePermit(structureId, "view-sheet");
  const { attachments } = await requireAccount();
  const structure = attachments.find((own) => own.structureId === permit.structureId);
  return structure ? { permit, structure } : notFound();
}

/**
 * The right to do that to one's own structure by one's role in it. An administrator who is attached to it does not come
 * this way to what he may do as support only: its place is the administration area (SEC-68).
 */
export async function requireOwnPermit<R extends Right>(structureId: string, right: R): Promise<Permit<R>> {
  const permit = await requirePermit(structureId, right);
  return permit.capacity === "administrator" ? notFound() : permit;
}
