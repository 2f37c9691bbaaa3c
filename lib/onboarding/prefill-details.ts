import type { DetailsTyped } from "./inputs";
import type { OrganisationCase } from "./organisation-case";

/** What the fields of step 2 hold before anything was typed in them. */
export function prefillDetails(
  found: OrganisationCase,
  person: { familyName: string; givenName: string },
  proposedName = "",
): DetailsTyped {
  const purposes = { paymentRequests: "on" } as const;
  if (found.kind === "create-from-registry") {
    const { labelProposal, addressLine1, addressLine2, postcode, city, country } = found.establishment;
    return { ...purposes, label: labelProposal, addressLine1, addressLine2, postcode, city, country };
  }
  const country = countryOf(found);
  if (found.identifierType === "HORS_UE") return { ...purposes, country, legalName: proposedName };
  if (found.identifierType !== "PARTICULIER") return { ...purposes, country };
  const { familyName, givenName } = person;
  return { ...purposes, country, familyName, givenName };
}

/** The country an identifier speaks of, France by default. */
function countryOf({ identifierType, identifier }: OrganisationCase): string {
  switch (identifierType) {
    case "TAHITI":
      return "PF";
    case "RIDET":
      return "NC";
    case "UE_HORS_FRANCE":
      // The VAT number of Greece begins with EL.
      return identifier.startsWith("EL") ? "GR" : identifier.slice(0, 2);
    case "HORS_UE":
      return identifier.startsWith("FRWF") ? "WF" : identifier.slice(0, 2);
    default:
      return "FR";
  }
}
