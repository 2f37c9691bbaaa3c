import { z } from "zod";
import { identifierTypes } from "@/lib/structure/identifier";
import type { Permit } from "@/lib/structure/permit";
import { clearSealed, readOwnSealed, writeOwnSealed } from "@/lib/web/sealed-cookie";

const LIFETIME_SECONDS = 15 * 60;
const type = z.enum(identifierTypes);

/** What was typed and waits to be confirmed, sealed on the person's side: an individual's number is in no address. */
const proposalSchema = z.strictObject({
  structureId: z.uuid(),
  wanted: z.strictObject({ identifierType: type, identifier: z.string(), legalName: z.string().nullable() }),
  from: z.strictObject({ identifierType: type, identifier: z.string() }),
});
type Proposal = z.output<typeof proposalSchema>;

/** The proposal that person made for that structure, or null. */
export async function readProposal({ structureId, holder }: Permit): Promise<Proposal | null> {
  const proposal = await readOwnSealed("new-identifier", holder.accountId, proposalSchema);
  return proposal?.structureId === structureId ? proposal : null;
}

/** Keeps a proposal until it is confirmed. */
export async function keepProposal({ holder }: Permit, proposal: Proposal): Promise<void> {
  await writeOwnSealed("new-identifier", holder.accountId, { value: proposal, lifetime: LIFETIME_SECONDS });
}

/** Forgets it. */
export function dropProposal(): Promise<void> {
  return clearSealed("new-identifier");
}
