import { notFound } from "next/navigation";
import type { OwnAttachment } from "@/lib/attachment/actor";
import type { Permit } from "@/lib/structure/permit";
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
