import { z } from "zod";

/** One establishment as the national register describes it, whichever source answered. */
export const sireneEstablishment = z.object({
  siret: z.string(),
  /** Empty, like the address, when masked by partial disclosure. */
  denomination: z.string(),
  acronym: z.string().optional(),
  /** Proposed label: usual name or trade sign. */
  labelProposal: z.string().optional(),
  addressLine1: z.string(),
  addressLine2: z.string().optional(),
  postcode: z.string(),
  city: z.string(),
  /** ISO 3166-1 alpha-2; empty when the register's name for it is not understood. */
  country: z.string(),
  active: z.boolean(),
  /** Date of closing, `yyyy-mm-dd`, when the register tells it. */
  closedOn: z.string().optional(),
  diffusible: z.boolean(),
  naturalPerson: z.boolean(),
  publicBody: z.boolean(),
});
export type SireneEstablishment = z.output<typeof sireneEstablishment>;
