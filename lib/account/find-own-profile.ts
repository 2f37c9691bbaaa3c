import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { findWaitingAddress, type WaitingAddress } from "./find-waiting-address";
import { type Profile, profileVersion } from "./own-profile";

/** One's own personal data, as "Mon compte" shows and changes them. */
export interface OwnProfile extends Profile {
  email: string;
  contactEmail: string;
  /** What a save must have seen (M-55). */
  version: string;
  /** A contact address that does not count yet. */
  waitingContact: WaitingAddress | null;
}

/** What a person told about himself, and the contact address that waits for its link. */
export async function findOwnProfile(ctx: Context, { accountId }: { accountId: string }): Promise<OwnProfile> {
  const [row] = await ctx.db
    .select({ ...profileColumns, email: accounts.email })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(accounts.status, "active")));
  if (!row) throw new Error("A person who is signed in has an active account.");
  const { email, contactEmail, surveyConsentAt, ...values } = row;
  const profile = { ...values, survey: surveyConsentAt !== null };
  return {
    ...profile,
    email,
    contactEmail,
    version: profileVersion({ ...profile, contactEmail }),
    waitingContact: await findWaitingAddress(ctx, { accountId, purpose: "contact-email-confirmation" }),
  };
}

/** What a form about oneself shows and saves. */
export const profileColumns = {
  familyName: accounts.familyName,
  givenName: accounts.givenName,
  phone: accounts.phone,
  addressLine1: accounts.addressLine1,
  addressLine2: accounts.addressLine2,
  addressLine3: accounts.addressLine3,
  postcode: accounts.postcode,
  city: accounts.city,
  country: accounts.country,
  dailyDigest: accounts.dailyDigest,
  weeklySummary: accounts.weeklySummary,
  language: accounts.language,
  surveyConsentAt: accounts.surveyConsentAt,
  contactEmail: accounts.contactEmail,
};
