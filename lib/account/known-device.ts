import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import { secretHash } from "./session";

/** How many people one browser remembers, each by a secret of his own: the oldest falls out. */
export const DEVICE_SECRETS = 5;

/**
 * Which of a browser's secrets the account gave out (SEC-40), and whether the account was used before: part of a query on
 * accounts. A reset forgets the browsers but not that there were some, so that the first one afterwards is told (SEC-47).
 */
export function deviceColumns(devices: string[]) {
  const hashes = JSON.stringify(devices.map(secretHash));
  return {
    knownDevice: sql<string | null>`(select device_hash from known_devices
      where account_id = accounts.id and device_hash in (select json_array_elements_text(${hashes}::json))
      order by last_used_at desc limit 1)`,
    wasUsed: sql<boolean>`(accounts.last_sign_in_at is not null
      or exists (select from known_devices where account_id = accounts.id))`,
  };
}

/** The secret behind the hash that the database knew; null: this browser is unknown to the account. */
export function knownSecret(devices: string[], knownDevice: string | null): string | null {
  return devices.find((secret) => secretHash(secret) === knownDevice) ?? null;
}

/** The browser that signs in, by the secret under which the account knows it from now on. */
export interface SigningDevice {
  secret: string;
  isKnown: boolean;
}

/** A secret that this account never gave out is not taken over: the browser gets a fresh one. */
export function signingDevice(ctx: Context, devices: string[], knownDevice: string | null): SigningDevice {
  const known = knownSecret(devices, knownDevice);
  return { secret: known ?? ctx.secret(), isKnown: known !== null };
}
