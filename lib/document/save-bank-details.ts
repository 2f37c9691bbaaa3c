import { and, eq } from "drizzle-orm";
import { bankDetails } from "@/drizzle/schema/document";
import { holdProof, type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import { sealValue } from "@/lib/platform/seal-value";
import { findTakeOverWait } from "@/lib/structure/find-take-over-wait";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";

/** What the form says; an IBAN that passed its checks, in canonical form. */
export interface NewBankDetails {
  holder: string;
  iban: string;
  bic: string | null;
  /** What was on the screen; 0 where there was nothing. */
  version: number;
  proof: PasswordProof;
}

/** `too-soon`: support has just named who manages the structure, and they stay as they are until then (SEC-68). */
export type SaveBankDetailsOutcome =
  | { kind: "saved" }
  | { kind: "stale" }
  | { kind: "too-soon"; until: Date }
  | { kind: "not-permitted" };

/** Says where the structure is paid, by the password once more; the audit tells that, never what (SEC-101). */
export async function saveBankDetails(
  ctx: Context,
  permit: Permit<"edit-sheet">,
  { holder, iban, bic, version, proof }: NewBankDetails,
): Promise<SaveBankDetailsOutcome> {
  const { structureId, holder: person } = permit;
  requireOwnProof(proof, person);
  return inTransaction(ctx, async (tx) => {
    if (!(await holdPermit(tx, permit)) || !(await holdProof(tx, proof))) return { kind: "not-permitted" };
    const until = await findTakeOverWait(tx, structureId);
    if (until) return { kind: "too-soon", until };
    const saved = {
      holder,
      sealedIban: sealValue(tx.env, { purpose: "iban", ownerId: structureId, value: iban }),
      ibanEnd: iban.slice(-4),
      bic,
      savedBy: person.accountId,
      savedAt: tx.now(),
      version: version + 1,
    };
    const rows =
      version === 0
        ? await tx.db
            .insert(bankDetails)
            .values({ structureId, ...saved })
            .onConflictDoNothing()
            .returning({ version: bankDetails.version })
        : await tx.db
            .update(bankDetails)
            .set(saved)
            .where(and(eq(bankDetails.structureId, structureId), eq(bankDetails.version, version)))
            .returning({ version: bankDetails.version });
    if (rows.length === 0) return { kind: "stale" };
    await noteAct(tx, {
      audit: [{ kind: "bank-details-saved", actorId: person.accountId, targetId: structureId, facts: { structureId } }],
    });
    return { kind: "saved" };
  });
}
