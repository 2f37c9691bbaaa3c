import { createHash, createHmac } from "node:crypto";
import type { singleUseLinks } from "@/drizzle/schema/account";
import type { Env } from "@/lib/platform/env";

/** A mailed link as it is stored: everything but the secret. */
export type SingleUseLink = typeof singleUseLinks.$inferSelect;
export type LinkPurpose = SingleUseLink["purpose"];

/** The key that signs links now; older ones stay readable until they are taken out of LINK_SECRET (SEC-16). */
export function currentLinkKey(env: Env): { version: number; secret: string } {
  const [key] = env.LINK_SECRET;
  if (!key) throw new Error("LINK_SECRET holds no key.");
  return key;
}

/**
 * The secret of a link: 256 bits derived from its row, so that a mail sent twice carries the same address while the
 * database alone opens nothing (SEC-25). Null when the key that made it was retired.
 */
export function linkSecret(
  env: Env,
  { id, purpose, nonce, keyVersion }: Pick<SingleUseLink, "id" | "purpose" | "nonce" | "keyVersion">,
): string | null {
  const key = env.LINK_SECRET.find(({ version }) => version === keyVersion);
  if (!key) return null;
  return createHmac("sha256", key.secret).update([purpose, id, nonce].join("|")).digest("base64url");
}

/** What the database keeps of a secret. */
export function linkSecretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
