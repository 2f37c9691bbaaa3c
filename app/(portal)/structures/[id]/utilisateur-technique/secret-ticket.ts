import { type SecretTicket, secretTicketInput } from "@/lib/technical-account/inputs";
import { SHOWN_MINUTES } from "@/lib/technical-account/technical-account";
import { readSealed, writeSealed } from "@/lib/web/sealed-cookie";

/** Hands the key of a new password to the browser, out of reach of its scripts, until S-16 is over (R-1006). */
export async function keepTicket(ticket: SecretTicket): Promise<void> {
  await writeSealed("technical-secret", ticket, SHOWN_MINUTES * 60);
}

/** The key of the password that was made last in this browser; null: none, or its ten minutes are over. */
export function readTicket(): Promise<SecretTicket | null> {
  return readSealed("technical-secret", secretTicketInput);
}
