import { z } from "zod";
import { type SireneEstablishment, sireneEstablishment } from "@/lib/platform/sirene-establishment";

/** What the national register says of a SIRET (établissement), as the portal shows and stores it. */
export type Establishment = SireneEstablishment;

const source = z.enum(["sample", "insee", "open"]);

/** An answer worth keeping: a register that is down has said nothing. */
export const keptAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("found"), source, establishment: sireneEstablishment }),
  z.object({ kind: z.literal("not-found"), source, authoritative: z.boolean() }),
]);
export type KeptAnswer = z.output<typeof keptAnswer>;
