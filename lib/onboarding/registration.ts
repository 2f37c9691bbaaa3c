import { z } from "zod";
import { identifierType } from "@/drizzle/schema/structure";
import { workspaceCode } from "@/drizzle/schema/workspace";
import type { NewStructure } from "@/lib/attachment/register-structure";
import { employmentSchemes, providerCategories } from "@/lib/workspace/justice-costs";

/** How many registrations may wait for one address; the rest is answered alike. */
export const liveRegistrationsPerAddress = 5;

const identity = { identifierType: z.enum(identifierType.enumValues), identifier: z.string().min(1).max(18) };

/**
 * What the activation must carry out for the person's organisation: stored with the registration,
 * parsed on the way out, and sufficient by itself.
 */
export const organisationPart = z.discriminatedUnion("kind", [
  /** Cases A and C: a structure nobody had activated yet. */
  z.strictObject({
    kind: z.literal("create"),
    ...identity,
    /** For a private individual, first and last name. */
    legalName: z.string().min(1).max(161),
    label: z.string().max(99).nullable(),
    addressLine1: z.string().min(1).max(255),
    addressLine2: z.string().max(255).nullable(),
    addressLine3: z.string().max(255).nullable(),
    postcode: z.string().max(10).nullable(),
    city: z.string().min(1).max(100),
    /** ISO 3166-1 alpha-2. */
    country: z.string().length(2),
    /** False: the address is shown to attached people only. */
    addressDisclosed: z.boolean(),
    /** The registry calls it a public body: never given to the first comer. */
    publicBody: z.boolean(),
    /** When the registry described it; null: typed by hand, to be rechecked. */
    registryCheckedAt: z.iso.datetime().nullable(),
    /** Everything to open on the structure, DUME and received invoices included. */
    workspaces: z.array(z.enum(workspaceCode.enumValues)),
    /** R-316, only with MEMOIRES_FRAIS_JUSTICE. */
    providerCategory: z.enum(providerCategories).nullable(),
    employmentScheme: z.enum(employmentSchemes).nullable(),
  }),
  /** Case B: a request to the manager of a structure that exists. */
  z.strictObject({ kind: z.literal("join"), ...identity }),
  /** Case D: an account without structure. */
  z.strictObject({ kind: z.literal("none"), ...identity }),
]);
export type OrganisationPart = z.output<typeof organisationPart>;

/** The structure that a registration describes, as it is created. */
export function newStructureOf({
  kind: _kind,
  publicBody,
  workspaces: _workspaces,
  registryCheckedAt,
  ...fields
}: Extract<OrganisationPart, { kind: "create" }>): NewStructure {
  return {
    ...fields,
    sector: publicBody ? "public" : "private",
    registryCheckedAt: registryCheckedAt === null ? null : new Date(registryCheckedAt),
  };
}
