import { z } from "zod";
import { identifierTypes } from "@/lib/structure/identifier";
import { clearSealed, readSealed, writeSealed } from "@/lib/web/sealed-cookie";

const LIFETIME_SECONDS = 15 * 60;
const type = z.enum(identifierTypes);

/** What was typed and waits to be confirmed, sealed on the person's side: an individual's number is in no address. */
const proposalSchema = z.strictObject({
  structureId: z.uuid(),
  wanted: z.strictObject({ identifierType: type, identifier: z.string(), legalName: z.string().nullable() }),
  from: z.strictObject({ identifierType: type, identifier: z.string() }),
});
type Proposal = z.output<typeof proposalSchema>;

/** The proposal made for that structure, or null. */
export async function readProposal(structureId: string): Promise<Proposal | null> {
  const proposal = await readSealed("new-identifier", proposalSchema);
  return proposal?.structureId === structureId ? proposal : null;
}

/** Keeps a proposal until it is confirmed. */
export async function keepProposal(proposal: Proposal): Promise<void> {
  await writeSealed("new-identifier", proposal, LIFETIME_SECONDS);
}

/** Forgets it. */
export function dropProposal(): Promise<void> {
  return clearSealed("new-identifier");
}
