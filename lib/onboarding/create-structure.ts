import type { Actor } from "@/lib/attachment/actor";
import { registerStructure } from "@/lib/attachment/register-structure";
import { requestAttachment } from "@/lib/attachment/request-attachment";
import { type Context, inTransaction } from "@/lib/platform/context";
import { countUse, throttleKey } from "@/lib/platform/throttle";
import { openedByDefault } from "@/lib/workspace/workspace";
import { composeOrganisation } from "./compose-organisation";
import type { Details } from "./describe-organisation";
import type { OrganisationCase } from "./organisation-case";
import { newStructureOf } from "./registration";

/** What the identifier led to, and what the person said of it. */
export interface StructureCreation {
  found: Extract<OrganisationCase, { kind: "create-from-registry" | "create-typed" }>;
  details: Details;
}

/** `waiting`: a public body, whose management support decides. */
export type CreateStructureOutcome =
  | { kind: "created"; structureId: string }
  | { kind: "waiting"; attachmentId: string }
  | { kind: "identifier-taken" }
  | { kind: "register-unavailable" }
  | { kind: "too-many-structures" };

const CREATIONS_A_DAY = 20;

/**
 * A signed-in person opens a structure that the portal does not know and manages it at once, with the
 * workspaces of R-702. While the register is down a SIRET must wait: nobody would notice a public body.
 */
export async function createStructure(
  ctx: Context,
  actor: Actor,
  { found, details }: StructureCreation,
): Promise<CreateStructureOutcome> {
  if (found.kind === "create-typed" && found.because === "register-down") return { kind: "register-unavailable" };
  const part = composeOrganisation(found, details, {
    workspaces: [...openedByDefault],
    providerCategory: null,
    employmentScheme: null,
  });
  // Both cases describe a structure to create.
  if (part.kind !== "create") return { kind: "identifier-taken" };

  const { accountId, givenName, familyName } = actor;
  const key = throttleKey("structure-creation", accountId);
  const use = await countUse(ctx, [{ key, limit: CREATIONS_A_DAY, window: 24 * 3600 }]);
  if (use.kind === "closed") return { kind: "too-many-structures" };
  return inTransaction(ctx, async (tx) => {
    const structure = newStructureOf(part);
    const registered = await registerStructure(tx, { accountId, structure, workspaces: part.workspaces });
    if (registered.kind === "identifier-taken") return registered;
    const { structureId } = registered;
    if (!part.publicBody) return { kind: "created", structureId };
    const request = { accountId, fullName: `${givenName} ${familyName}`, structureId };
    const requested = await requestAttachment(tx, request);
    if (requested.kind !== "requested") throw new Error(`a new structure cannot be joined: ${requested.kind}`);
    return { kind: "waiting", attachmentId: requested.attachmentId };
  });
}
