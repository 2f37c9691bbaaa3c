import { and, eq } from "drizzle-orm";
import { formerIdentifiers, structures } from "@/drizzle/schema/structure";
import { holdProof, type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import { changesOf } from "@/lib/audit/changes";
import { type Context, inTransaction } from "@/lib/platform/context";
import { isUniqueViolation } from "@/lib/platform/unique-violation";
import {
  type AssessNewIdentifierOutcome,
  assessNewIdentifier,
  type Identity,
  type NewIdentity,
  type WantedIdentifier,
} from "@/lib/structure/assess-new-identifier";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";
import { findManagers } from "./find-managers";
import { namedPerson } from "./named-person";
import { noteAct } from "./note-act";

/** What was reviewed and is now confirmed: from which identity, to what, with the proof of the password. */
export interface IdentifierChange {
  wanted: WantedIdentifier;
  /** The identifier that the review showed as the present one. */
  from: Pick<Identity, "identifierType" | "identifier">;
  proof: PasswordProof;
}

/** `stale`: the identifier is not any more the one that the review showed. */
export type ChangeIdentifierOutcome =
  | { kind: "changed" }
  | { kind: "stale" }
  | { kind: "identifier-taken" }
  | { kind: "not-permitted" }
  | Exclude<AssessNewIdentifierOutcome, { kind: "fits" }>;

/**
 * A structure is known by another identifier from now on: every check is made once more, the register asked
 * outside the transaction, the old one kept as history. Two structures that want one identifier: the database decides.
 */
export async function changeIdentifier(
  ctx: Context,
  permit: Permit<"change-identifier">,
  { wanted, from, proof }: IdentifierChange,
): Promise<ChangeIdentifierOutcome> {
  requireOwnProof(proof, permit.holder);
  const assessed = await assessNewIdentifier(ctx, permit, wanted);
  if (assessed.kind !== "fits") return assessed;
  try {
    return await inTransaction(ctx, (tx) => carryOut(tx, permit, { from, to: assessed.to, proof }));
  } catch (error) {
    if (isUniqueViolation(error, "structures_identifier_key")) return { kind: "identifier-taken" };
    throw error;
  }
}

interface Change {
  from: IdentifierChange["from"];
  to: NewIdentity;
  proof: PasswordProof;
}

async function carryOut(
  tx: Context,
  permit: Permit<"change-identifier">,
  { from, to, proof }: Change,
): Promise<ChangeIdentifierOutcome> {
  const { structureId, holder } = permit;
  const held = await holdPermit(tx, permit);
  if (!held || !(await holdProof(tx, proof))) return { kind: "not-permitted" };
  if (held.status === "inactive") return { kind: "structure-inactive" };
  const [before] = await tx.db.select().from(structures).where(eq(structures.id, structureId));
  const [changed] = await tx.db
    .update(structures)
    .set({ ...to, version: held.version + 1 })
    .where(
      and(
        eq(structures.id, structureId),
        eq(structures.identifierType, from.identifierType),
        eq(structures.identifier, from.identifier),
      ),
    )
    .returning({ id: structures.id });
  if (!before || !changed) return { kind: "stale" };

  const formerIdentifierId = tx.id();
  const { identifierType, identifier } = from;
  await tx.db
    .insert(formerIdentifiers)
    .values({ id: formerIdentifierId, structureId, identifierType, identifier, replacedAt: tx.now() });
  const actorId = holder.accountId;
  const person = namedPerson(holder);
  const managers = await findManagers(tx, structureId);
  const facts = { fromType: identifierType, toType: to.identifierType, formerIdentifierId };
  const changes = changesOf(["identifierType", "identifier", "legalName", "addressDisclosed"], before, to);
  await noteAct(tx, {
    audit: [{ kind: "identifier-changed", actorId, targetId: structureId, facts, personal: { changes } }],
    history: [{ structureId, kind: "identifier-changed", actorId, targetId: formerIdentifierId }],
    feed: managers.map((manager) => ({
      accountId: manager.accountId,
      structureId,
      kind: "identifier-changed" as const,
      ...person,
    })),
    mails: managers.map(({ contactEmail, language }) => ({
      message: { kind: "identifier-changed" as const, structureId, formerIdentifierId },
      recipient: contactEmail,
      language,
      event: `identifier-changed:${formerIdentifierId}`,
    })),
  });
  return { kind: "changed" };
}
