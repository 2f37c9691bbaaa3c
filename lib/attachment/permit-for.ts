import type { Permit } from "@/lib/structure/permit";
import { mayAs, type Right } from "@/lib/structure/rights";
import type { Actor } from "./actor";

/** The actor's permit for that right over that structure, or null: it is then as if the structure did not exist (SEC-61). */
export function permitFor<R extends Right>(actor: Actor, structureId: string, right: R): Permit<R> | null {
  const own = actor.attachments.find(
    (attachment) => attachment.structureId === structureId && attachment.status === "approved",
  );
  const capacity =
    own && mayAs(own.role, right)
      ? own.role
      : actor.isAdministrator && mayAs("administrator", right)
        ? "administrator"
        : null;
  if (capacity === null) return null;
  const { accountId, sessionId, givenName, familyName, language } = actor;
  // The one place that makes a permit: the brand exists for the compiler only.
  return {
    right,
    structureId,
    capacity,
    holder: { accountId, sessionId, givenName, familyName, language },
  } as unknown as Permit<R>;
}
