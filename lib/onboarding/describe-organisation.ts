import { z } from "zod";
import type { MessageId } from "@/lib/i18n/language";
import { foreignIdentifierFits } from "@/lib/structure/non-eu-identifier";
import type { Purposes } from "@/lib/workspace/workspace";
import { addressInput, type DetailsTyped, individualInput, legalNameInput, purposesInput } from "./inputs";
import type { OrganisationCase } from "./organisation-case";

/** What the person says of the organisation, judged by the rules of its case. */
export interface Details extends z.output<typeof addressInput> {
  legalName: string;
  purposes: Purposes;
}

/** `described` with null: case B, where there is nothing to say. */
export type Description =
  | { kind: "described"; details: Details | null }
  | { kind: "incomplete"; issues: z.core.$ZodIssue[] };

/** Judges the fields of step 2 for the case they were shown for; every mistake is told at once. */
export function describeOrganisation(found: OrganisationCase, typed: DetailsTyped): Description {
  if (found.kind === "join") return { kind: "described", details: null };

  const name = nameInput(found).safeParse(typed);
  const address = addressInput.safeParse(typed);
  const purposes = purposesInput.safeParse(typed);
  if (name.success && address.success && purposes.success) {
    return { kind: "described", details: { ...address.data, legalName: name.data, purposes: purposes.data } };
  }
  return { kind: "incomplete", issues: [name, address, purposes].flatMap(({ error }) => error?.issues ?? []) };
}

/** What it will be called: as the register says, else as typed; outside the Union the name must fit the identifier. */
function nameInput(found: Exclude<OrganisationCase, { kind: "join" }>): z.ZodType<string> {
  if (found.kind === "create-from-registry" && found.establishment.denomination) {
    const { denomination } = found.establishment;
    return z.object({}).transform(() => denomination);
  }
  if (found.identifierType === "PARTICULIER") {
    return individualInput.transform(({ givenName, familyName }) => `${givenName} ${familyName}`);
  }
  const typed = legalNameInput.transform(({ legalName }) => legalName);
  if (found.identifierType !== "HORS_UE") return typed;
  return typed.refine((legalName) => foreignIdentifierFits(found.identifier, legalName), {
    path: ["legalName"],
    message: "M-15" satisfies MessageId,
  });
}
