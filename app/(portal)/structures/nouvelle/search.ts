import { z } from "zod";
import { identifierTypes } from "@/lib/structure/identifier";
import { readSealed, writeSealed } from "@/lib/web/sealed-cookie";

const LIFETIME_SECONDS = 30 * 60;

/** The identifier that leads to a new structure, in canonical form, and the name it was made of. */
const searchSchema = z.strictObject({
  identifierType: z.enum(identifierTypes),
  identifier: z.string(),
  proposedName: z.string(),
});
/** What was searched, sealed on the person's side: an individual's number is in no address. */
export type Search = z.output<typeof searchSchema>;

/** What was searched last, or null. */
export function readSearch(): Promise<Search | null> {
  return readSealed("new-structure", searchSchema);
}

/** Keeps a search while its structure is described. */
export async function keepSearch(search: Search): Promise<void> {
  await writeSealed("new-structure", search, LIFETIME_SECONDS);
}
