import { z } from "zod";
import type { Sirene } from "./sirene";
import { disclosed } from "./sirene-disclosure";
import sample from "./sirene-sample.json";
import { registerText } from "./sirene-text";

const establishments = z.array(
  z.object({
    siret: z.string(),
    denomination: z.string(),
    acronym: z.string().optional(),
    addressLine1: z.string(),
    addressLine2: z.string().optional(),
    postcode: z.string(),
    city: z.string(),
    country: z.string(),
    active: z.boolean(),
    publicBody: z.boolean(),
    diffusible: z.boolean(),
    closedOn: z.string().nullish(),
  }),
);

/** The embedded sample: real public establishments and a few fictitious ones; works without any network. */
export function sampleSirene(): Sirene {
  const bySiret = new Map(establishments.parse(sample).map((establishment) => [establishment.siret, establishment]));
  return {
    source: "sample",
    async lookUp(siret) {
      const found = bySiret.get(siret);
      if (!found) return { kind: "not-found", authoritative: false };
      const denomination = registerText(found.denomination);
      const establishment = disclosed({
        ...found,
        denomination,
        addressLine1: registerText(found.addressLine1),
        addressLine2: registerText(found.addressLine2) || undefined,
        postcode: registerText(found.postcode),
        city: registerText(found.city),
        closedOn: found.closedOn ?? undefined,
        // The sample does not say so, but the register masks the name of nobody else.
        naturalPerson: denomination === "",
      });
      return { kind: "found", establishment };
    },
  };
}
