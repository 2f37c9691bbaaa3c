import type { SireneEstablishment } from "./sirene-establishment";

/**
 * An establishment without what is not diffusible: a company keeps its name and town, a natural person
 * nothing. Also where the source sends the values in clear, as it does to some keys.
 */
export function disclosed(establishment: SireneEstablishment): SireneEstablishment {
  if (establishment.diffusible) return establishment;
  const address = { addressLine1: "", addressLine2: undefined, postcode: "" };
  if (!establishment.naturalPerson) return { ...establishment, ...address };
  const name = { denomination: "", acronym: undefined, labelProposal: undefined };
  return { ...establishment, ...address, ...name, city: "" };
}
