import { and, eq, isNull } from "drizzle-orm";
import { singleUseLinks } from "@/drizzle/schema/account";
import { after, type Duration } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import { currentLinkKey, type LinkPurpose, linkSecret, linkSecretHash } from "./link-secret";

/** A link to mail: for what, about whom, to which address. */
export interface NewLink {
  purpose: LinkPurpose;
  subjectId: string;
  email: string;
}

/** Makes a link that works once, and voids the older ones of the same purpose and subject. */
export async function mintLink(tx: Context, link: NewLink): Promise<{ id: string; expiresAt: Date }> {
  const { purpose, subjectId } = link;
  const now = tx.now();
  await tx.db
    .update(singleUseLinks)
    .set({ voidedAt: now })
    .where(
      and(
        eq(singleUseLinks.purpose, purpose),
        eq(singleUseLinks.subjectId, subjectId),
        isNull(singleUseLinks.usedAt),
        isNull(singleUseLinks.voidedAt),
      ),
    );

  const row = { id: tx.id(), purpose, nonce: tx.secret(), keyVersion: currentLinkKey(tx.env).version };
  const secret = linkSecret(tx.env, row);
  if (!secret) throw new Error("The current link key cannot derive a secret.");
  const expiresAt = after(now, lifetimes(tx)[purpose]);
  await tx.db
    .insert(singleUseLinks)
    .values({ ...link, ...row, secretHash: linkSecretHash(secret), createdAt: now, expiresAt });
  return { id: row.id, expiresAt };
}

function lifetimes({ env }: Context): Record<LinkPurpose, Duration> {
  return {
    activation: { days: env.ACTIVATION_DAYS },
    "contact-email-confirmation": { days: env.ACTIVATION_DAYS },
    "password-reset": { minutes: 60 },
    "login-email-change": { hours: 24 },
    reactivation: { days: 7 },
  };
}
