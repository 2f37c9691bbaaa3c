import { and, eq } from "drizzle-orm";
import { structures } from "@/drizzle/schema/structure";
import type { Context } from "@/lib/platform/context";

/** What a structure's identifier leads to: the structure as it was activated, never a waiting registration (SEC-23). */
export type KnownStructure = Pick<
  typeof structures.$inferSelect,
  | "id"
  | "identifierType"
  | "identifier"
  | "status"
  | "legalName"
  | "label"
  | "addressLine1"
  | "addressLine2"
  | "addressLine3"
  | "postcode"
  | "city"
  | "country"
  | "addressDisclosed"
>;

/** The structure known by a type and a canonical identifier, or null. */
export async function findStructure(
  ctx: Context,
  { identifierType, identifier }: Pick<KnownStructure, "identifierType" | "identifier">,
): Promise<KnownStructure | null> {
  const [structure] = await ctx.db
    .select({
      id: structures.id,
      identifierType: structures.identifierType,
      identifier: structures.identifier,
      status: structures.status,
      legalName: structures.legalName,
      label: structures.label,
      addressLine1: structures.addressLine1,
      addressLine2: structures.addressLine2,
      addressLine3: structures.addressLine3,
      postcode: structures.postcode,
      city: structures.city,
      country: structures.country,
      addressDisclosed: structures.addressDisclosed,
    })
    .from(structures)
    .where(and(eq(structures.identifierType, identifierType), eq(structures.identifier, identifier)));
  return structure ?? null;
}
