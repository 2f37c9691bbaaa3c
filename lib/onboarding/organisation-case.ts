import type { Establishment } from "@/lib/directory/establishment";
import type { KnownStructure } from "@/lib/structure/find-structure";

/** The cases of step 2: A with the register's data, A or C typed by hand, B, D. */
export const caseKinds = ["create-from-registry", "create-typed", "join", "unattached"] as const;

type Identity = Pick<KnownStructure, "identifierType" | "identifier">;

/** Where an identifier leads. */
export type OrganisationCase =
  /** A: the register knows it, nobody opened it here. What is masked is empty and must be typed. */
  | (Identity & { kind: "create-from-registry"; establishment: Establishment; checkedAt: Date })
  /** A without the register's help, or C. */
  | (Identity & { kind: "create-typed"; because: "other-type" | "not-in-sample" | "register-down" })
  /** B: somebody manages it already. What is not diffusible is null. */
  | (Identity & {
      kind: "join";
      structureId: string;
      legalName: string | null;
      label: string | null;
      address: Address | null;
    })
  /** D: the account will stand alone; an individual's name is never told. */
  | (Identity & { kind: "unattached"; legalName: string | null });

type Address = Pick<KnownStructure, "addressLine1" | "addressLine2" | "addressLine3" | "postcode" | "city" | "country">;

/** Whether the case ends with a new structure, for which step 3 is shown. */
export function createsStructure(
  found: OrganisationCase,
): found is Extract<OrganisationCase, { kind: "create-from-registry" | "create-typed" }> {
  return found.kind === "create-from-registry" || found.kind === "create-typed";
}

/** A public body as the register calls it; what is typed by hand is never one. */
export function sectorOf(found: OrganisationCase): "public" | "private" {
  return found.kind === "create-from-registry" && found.establishment.publicBody ? "public" : "private";
}

/** Whether partial disclosure left something for the person to type (R-206, M-17). */
export function isMasked({ diffusible, denomination, addressLine1 }: Establishment): boolean {
  return !diffusible && (denomination === "" || addressLine1 === "");
}
