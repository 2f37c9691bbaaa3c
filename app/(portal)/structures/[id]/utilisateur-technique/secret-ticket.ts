import { z } from "zod";
import type { Permit } from "@/lib/structure/permit";
import { type SecretTicket, secretTicketInput } from "@/lib/technical-account/inputs";
import { SHOWN_MINUTES } from "@/lib/technical-account/technical-account";
import { readOwnSealed, writeOwnSealed } from "@/lib/web/sealed-cookie";

/** Who makes passwords for several structures at once opens each S-16 in a tab of its own; more do not pile up. */
const MOST_TICKETS = 4;

const kept = z.array(secretTicketInput);

/** Hands the key of a new password to the browser, out of reach of its scripts, until S-16 is over (R-1006). */
export async function keepTicket({ holder }: Permit, ticket: SecretTicket): Promise<void> {
  const tickets = [ticket, ...(await readTickets(holder))].slice(0, MOST_TICKETS);
  await writeOwnSealed("technical-secret", holder.accountId, { value: tickets, lifetime: SHOWN_MINUTES * 60 });
}

/** What one of that person's tickets in this browser opens, the newest first; null: none does, or its ten minutes are over. */
export async function openWithTicket<T>(
  { holder }: Permit,
  open: (ticket: SecretTicket) => Promise<T | null>,
): Promise<T | null> {
  for (const ticket of await readTickets(holder)) {
    const opened = await open(ticket);
    if (opened !== null) return opened;
  }
  return null;
}

async function readTickets({ accountId }: Permit["holder"]): Promise<SecretTicket[]> {
  return (await readOwnSealed("technical-secret", accountId, kept)) ?? [];
}
