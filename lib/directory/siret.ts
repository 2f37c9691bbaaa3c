import { validate as validSiren } from "stdnum/lib/cjs/fr/siren.js";
import { validate as validSiret } from "stdnum/lib/cjs/fr/siret.js";

/** The number of one establishment in the national register: 14 digits, both keys right. */
export type Siret = string & { readonly __brand: "Siret" };

const format = /^(?!0+$)\d{14}$/;

/** A SIRET in canonical form, or null; La Poste has its own key. */
export function parseSiret(canonical: string): Siret | null {
  if (!format.test(canonical)) return null;
  // The library knows the key of La Poste, but does not look at the SIREN inside.
  const keysFit = validSiret(canonical).isValid && validSiren(canonical.slice(0, 9)).isValid;
  // The one place where a Siret is made.
  return keysFit ? (canonical as Siret) : null;
}
