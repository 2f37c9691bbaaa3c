import type { Actor } from "@/lib/attachment/actor";
import { type StructureSearch, structureSearchInput } from "@/lib/attachment/inputs";
import { routes } from "@/lib/web/routes";
import { readOwnSealed, writeOwnSealed } from "@/lib/web/sealed-cookie";

const KEPT_FOR_SECONDS = 15 * 60;
const sealedStep = "particulier";

type Query = Record<string, string | string[] | undefined>;

/**
 * The address of a search's answer. The identifier of a private individual tells sex, birth date and birthplace
 * it travels sealed, in no address that a log or a history would keep.
 */
export async function searchedAddress(
  { accountId }: Actor,
  { identifierType, identifier }: StructureSearch,
): Promise<string> {
  if (identifierType !== "PARTICULIER") {
    return `${routes.requestAttachment()}?${new URLSearchParams({ type: identifierType, identifiant: identifier })}`;
  }
  const value = { identifierType, identifier };
  await writeOwnSealed("structure-search", accountId, { value, lifetime: KEPT_FOR_SECONDS });
  return `${routes.requestAttachment()}?etape=${sealedStep}`;
}

/** What that person searched for, or null: nothing yet. */
export async function readSearch(
  { accountId }: Actor,
  { type, identifiant, etape }: Query,
): Promise<StructureSearch | null> {
  if (etape === sealedStep) return readOwnSealed("structure-search", accountId, structureSearchInput);
  return structureSearchInput.safeParse({ identifierType: type, identifier: identifiant }).data ?? null;
}

/** Where an absent structure is created, with what is already known of it. */
export function creationAddress({ identifierType, identifier }: StructureSearch): string {
  const known = new URLSearchParams({ type: identifierType });
  if (identifierType !== "PARTICULIER") known.set("identifiant", identifier);
  return `${routes.newStructure()}?${known}`;
}
