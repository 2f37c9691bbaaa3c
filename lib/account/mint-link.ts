import { and, eq, isNull, sql } from "drizzle-orm";
import { singleUseLinks } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { linkSecret, linkSecretHash } from "./link-secret";
import { type LinkPurpose, linkExpiry } from "./single-use-link";

/** For what, on whom and to which address a link is made. */
export interface NewLink {
  purpose: LinkPurpose;
  /** The account, or the waiting registration, that the link acts on. */
  subjectId: string;
  email: string;
  /** It ends then at the latest. */
  until?: Date;
}

/**
 * Makes a link, inside the transaction of the act that needs it, and voids the older ones of the same purpose and
 * subject: only the newest works (R-401). Its secret is derived when the mail is written, never returned.
 */
export async function mintLink(
  tx: Context,
  { purpose, subjectId, email, until }: NewLink,
): Promise<{ id: string; expiresAt: Date }> {
  const now = tx.now();
  // Two links asked for at once: the second waits, and so voids the first.
  await tx.db.execute(
    sql`select pg_advisory_xact_lock(hashtext('single-use-link'), hashtext(${`${purpose}|${subjectId}`}))`,
  );
  await tx.db
    .update(singleUseLinks)
    .set({ voidedAt: now })
    .where(
      and(
        eq(singleUseLinks.subjectId, subjectId),
        eq(singleUseLinks.purpose, purpose),
        isNull(singleUseLinks.usedAt),
        isNull(singleUseLinks.voidedAt),
      ),
    );

  const seed = { id: tx.id(), purpose, nonce: tx.secret(), keyVersion: currentKeyVersion(tx) };
  const usual = linkExpiry(tx.env, purpose, now);
  const expiresAt = until && until < usual ? until : usual;
  const secretHash = linkSecretHash(linkSecret(tx.env, seed));
  await tx.db.insert(singleUseLinks).values({ ...seed, subjectId, email, secretHash, createdAt: now, expiresAt });
  return { id: seed.id, expiresAt };
}

/** The first key of the ring signs, all of them read (SEC-16). */
function currentKeyVersion({ env }: Context): number {
  const [current] = env.LINK_SECRET;
  if (!current) throw new Error("LINK_SECRET is empty");
  return current.version;
}
