import { createHash, createHmac } from "node:crypto";
import type { Env } from "@/lib/platform/env";
import type { SingleUseLink } from "./single-use-link";

/** What the secret of a link is made of: a copy of the database alone does not give it (SEC-25). */
export type LinkSeed = Pick<SingleUseLink, "id" | "purpose" | "nonce" | "keyVersion">;

/** The 256 bits that the mail carries, derived anew at each delivery, so that a repeated mail holds the same link. */
export function linkSecret(env: Env, link: LinkSeed): string {
  const key = env.LINK_SECRET.find(({ version }) => version === link.keyVersion);
  if (!key) throw new Error(`LINK_SECRET no longer holds version ${link.keyVersion}`);
  return createHmac("sha256", key.secret).update(`${link.purpose}|${link.id}|${link.nonce}`).digest("base64url");
}

/** All that is kept of a link's secret (SEC-25). */
export function linkSecretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
