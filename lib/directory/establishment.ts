import { z } from "zod";

/** What the national register says of a SIRET (établissement), as the portal shows and stores it. */
export const establishment = z.object({
  siret: z.string(),
  /** Empty when masked: the person types it. */
  denomination: z.string(),
  acronym: z.string().optional(),
  labelProposal: z.string().optional(),
  addressLine1: z.string(),
  addressLine2: z.string().optional(),
  postcode: z.string(),
  city: z.string(),
  country: z.string(),
  active: z.boolean(),
  closedOn: z.string().optional(),
  diffusible: z.boolean(),
  naturalPerson: z.boolean(),
  publicBody: z.boolean(),
});
export type Establishment = z.output<typeof establishment>;

/** An answer worth keeping: a register that is down has said nothing. */
export const keptAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("found"), source: z.enum(["sample", "insee", "open"]), establishment }),
  z.object({ kind: z.literal("not-found"), authoritative: z.boolean() }),
]);
export type KeptAnswer = z.output<typeof keptAnswer>;
