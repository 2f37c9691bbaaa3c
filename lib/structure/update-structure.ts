import { eq } from "drizzle-orm";
import { structures } from "@/drizzle/schema/structure";
import { changesOf } from "@/lib/audit/changes";
import { recordEvent } from "@/lib/audit/record-event";
import type { MessageId } from "@/lib/i18n/language";
import { type Context, inTransaction } from "@/lib/platform/context";
import { lengthOf } from "@/lib/platform/plain-text";
import { holdPermit } from "./hold-permit";
import type { SheetEdit } from "./inputs";
import { foreignIdentifierFits } from "./non-eu-identifier";
import type { Permit } from "./permit";
import { changedFields, namedByRegister, nameLimit, publicBodySettings } from "./sheet";

/** `stale`: somebody saved it since the form was made, nothing is written. */
export type UpdateStructureOutcome =
  | { kind: "saved"; fields: string[] }
  | { kind: "stale" }
  | { kind: "refused"; field: "legalName"; message: MessageId; values?: Record<string, number> }
  | { kind: "not-permitted" };

/** Saves the sheet, if it still is as the form showed it. */
export async function updateStructure(
  ctx: Context,
  permit: Permit<"edit-sheet">,
  { version, edit }: { version: number; edit: SheetEdit },
): Promise<UpdateStructureOutcome> {
  return inTransaction(ctx, async (tx) => {
    const held = await holdPermit(tx, permit);
    if (!held) return { kind: "not-permitted" };
    if (held.version !== version) return { kind: "stale" };
    const [found] = await tx.db
      .select({ current: structures, isNamed: namedByRegister() })
      .from(structures)
      .where(eq(structures.id, permit.structureId));
    if (!found) return { kind: "not-permitted" };
    const { current, isNamed } = found;

    const values = { ...edit };
    if (isNamed) delete values.legalName;
    else {
      const refusal = refusedName(current, values.legalName);
      if (refusal) return refusal;
    }
    // Only those who say what they require on an invoice are public bodies.
    if (held.sector !== "public")
      for (const setting of publicBodySettings) delete (values as Partial<SheetEdit>)[setting];

    const fields = changedFields(current, values);
    if (fields.length === 0) return { kind: "saved", fields };
    await tx.db
      .update(structures)
      .set({ ...values, version: version + 1 })
      .where(eq(structures.id, permit.structureId));
    const { holder, structureId } = permit;
    const event = { actorId: holder.accountId, targetId: structureId, facts: { fields } };
    const changes = changesOf(fields, current, values);
    await recordEvent(tx, { kind: "structure-updated", ...event }, { changes });
    return { kind: "saved", fields };
  });
}

type Refusal = Extract<UpdateStructureOutcome, { kind: "refused" }>;

/** A typed name is there, is not too long, and outside the Union is what the identifier is made of. */
function refusedName(
  { identifierType, identifier }: Pick<typeof structures.$inferSelect, "identifierType" | "identifier">,
  legalName: string | undefined,
): Refusal | null {
  const refuse = (message: MessageId, values?: Record<string, number>): Refusal => ({
    kind: "refused",
    field: "legalName",
    message,
    ...(values && { values }),
  });
  if (!legalName) return refuse("M-01");
  const max = nameLimit(identifierType);
  if (lengthOf(legalName) > max) return refuse("M-06", { max });
  if (identifierType === "HORS_UE" && !foreignIdentifierFits(identifier, legalName)) return refuse("M-15");
  return null;
}
