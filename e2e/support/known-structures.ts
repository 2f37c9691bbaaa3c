import { randomBytes } from "node:crypto";
import { type Account, aManagerOf, anAccount, aStructure, type Structure } from "@/lib/testing/people";
import { behind } from "./people";
import type { Portal } from "./portals";

/** A provisional identifier that no test used yet. */
export function freshIdentifier(): string {
  return randomBytes(8).toString("hex").toUpperCase();
}

/** A structure that the portal knows, and its primary manager; each is new, whatever the other workers make. */
export async function aManagedStructure(
  portal: Portal,
  details: Partial<Structure> = {},
  person: Partial<Account> = {},
): Promise<{ structure: Structure; manager: Account }> {
  const ctx = behind(portal);
  try {
    const manager = await anAccount(ctx, { email: `manager.${ctx.id()}@example.org`, ...person });
    const provisional = { identifierType: "EN_COURS_IMMATRICULATION", identifier: freshIdentifier() } as const;
    const structure = await aStructure(ctx, { ...provisional, ...details });
    await aManagerOf(ctx, structure, { account: manager });
    return { structure, manager };
  } finally {
    await ctx.close();
  }
}

/** A person with an account, attached to nothing. */
export async function anAccountAt(portal: Portal, person: Partial<Account> & { email: string }): Promise<Account> {
  const ctx = behind(portal);
  try {
    return await anAccount(ctx, person);
  } finally {
    await ctx.close();
  }
}
