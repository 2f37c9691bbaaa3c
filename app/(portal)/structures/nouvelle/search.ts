import { z } from "zod";
import type { Actor } from "@/lib/attachment/actor";
import { identifierTypes } from "@/lib/structure/identifier";
import { readOwnSealed, writeOwnSealed } from "@/lib/web/sealed-cookie";

const LIFETIME_SECONDS = 30 * 60;

/** The identifier that leads to a new structure, in canonical form, and the name it was made of. */
const searchSchema = z.strictObject({
  identifierType: z.enum(identifierTypes),
  identifier: z.string(),
  proposedName: z.string(),
});
/** What was searched, sealed on the person's side: an individual's number is in no address. */
export type Search = z.output<typeof searchSchema>;

/** What that person searched last, or null. */
export function readSearch({ accountId }: Actor): Promise<Search | null> {
  return readOwnSealed("new-structure", accountId, searchSchema);
}

/** Keeps a search while its structure is described. */
export async function keepSearch({ accountId }: Actor, search: Search): Promise<void> {
  await writeOwnSealed("new-structure", accountId, { value: search, lifetime: LIFETIME_SECONDS });
}
