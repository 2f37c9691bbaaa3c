import { and, eq } from "drizzle-orm";
import { structures } from "@/drizzle/schema/structure";
import { changesOf } from "@/lib/audit/changes";
import { recordEvent } from "@/lib/audit/record-event";
import type { Establishment } from "@/lib/directory/establishment";
import { findEstablishment } from "@/lib/directory/find-establishment";
import { parseSiret } from "@/lib/directory/siret";
import { type Context, inTransaction } from "@/lib/platform/context";
import { countUse, throttleKey } from "@/lib/platform/throttle";
import { holdPermit } from "./hold-permit";
import type { Permit } from "./permit";
import { changedFields } from "./sheet";

/** What the register said of the structure, and what changed on its sheet. */
export type RefreshOutcome =
  | { kind: "refreshed"; fields: string[] }
  | { kind: "closed"; closedOn: string | null }
  /** No SIRET, or one that the register does not know. */
  | { kind: "unknown" }
  | { kind: "unavailable" }
  | { kind: "too-many-checks" }
  | { kind: "not-permitted" };

/** as many as a visitor's own checks. */
const CHECKS_A_MINUTE = 10;

/**
 * "Actualiser depuis la base Sirene": asks the register, then writes the name and address it discloses. What it
 * masks is neither stored nor wiped: the structure's own people typed it.
 */
export async function refreshFromRegister(ctx: Context, permit: Permit<"edit-sheet">): Promise<RefreshOutcome> {
  const { structureId, holder } = permit;
  const budget = { key: throttleKey("register-check", holder.accountId), limit: CHECKS_A_MINUTE, window: 60 };
  if ((await countUse(ctx, [budget])).kind === "closed") return { kind: "too-many-checks" };
  const [asked] = await ctx.db
    .select({ identifier: structures.identifier })
    .from(structures)
    .where(and(eq(structures.id, structureId), eq(structures.identifierType, "SIRET")));
  const siret = asked && parseSiret(asked.identifier);
  if (!siret) return { kind: "unknown" };
  const answer = await findEstablishment(ctx, siret);
  if (answer.kind === "unavailable") return answer;
  if (answer.kind === "not-found") return { kind: "unknown" };
  if (answer.kind === "found-closed") return { kind: "closed", closedOn: answer.closedOn };

  return inTransaction(ctx, async (tx) => {
    if (!(await holdPermit(tx, permit))) return { kind: "not-permitted" };
    const [current] = await tx.db.select().from(structures).where(eq(structures.id, structureId));
    // Its identifier changed while the register was asked about the old one.
    if (current?.identifier !== siret) return { kind: "unknown" };
    const said = disclosedValues(answer.establishment);
    const fields = changedFields(current, said);
    const version = fields.length > 0 ? current.version + 1 : current.version;
    await tx.db
      .update(structures)
      .set({ ...said, registryCheckedAt: answer.fetchedAt, version })
      .where(eq(structures.id, structureId));
    const event = { actorId: holder.accountId, targetId: structureId, facts: { fields } };
    const personal = fields.length > 0 ? { changes: changesOf(fields, current, said) } : {};
    await recordEvent(tx, { kind: "structure-refreshed", ...event }, personal);
    return { kind: "refreshed", fields };
  });
}

type Said = Partial<
  Pick<
    typeof structures.$inferSelect,
    "legalName" | "addressLine1" | "addressLine2" | "postcode" | "city" | "country" | "addressDisclosed"
  >
>;

/** What the register tells everybody; an empty value says nothing. */
export function disclosedValues(establishment: Establishment): Said {
  const { denomination, addressLine1, addressLine2, postcode, city, country, diffusible } = establishment;
  return {
    addressDisclosed: diffusible,
    ...(denomination && { legalName: denomination }),
    // The second line belongs to the first: an old one does not outlive it.
    ...(addressLine1 && { addressLine1, addressLine2: addressLine2 || null }),
    ...(postcode && { postcode }),
    ...(city && { city }),
    ...(country && { country }),
  };
}
