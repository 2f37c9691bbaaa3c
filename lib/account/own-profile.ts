import { createHash } from "node:crypto";
import type { Language } from "@/lib/i18n/language";

/** What a person says about himself and changes without more (mes informations personnelles; R-601). */
export interface Profile {
  familyName: string;
  givenName: string;
  phone: string | null;
  addressLine1: string | null;
  addressLine2: string | null;
  addressLine3: string | null;
  postcode: string | null;
  city: string | null;
  country: string | null;
  dailyDigest: boolean;
  weeklySummary: boolean;
  /** Whether the survey may be sent to him: it counts while it stands, and is withdrawn at once. */
  survey: boolean;
  /** Of the mails; the screens follow what the browser chose (R-1209). */
  language: Language;
}

/** The fields of a profile, in the order of the form. */
export const profileFields = [
  "familyName",
  "givenName",
  "phone",
  "addressLine1",
  "addressLine2",
  "addressLine3",
  "postcode",
  "city",
  "country",
  "dailyDigest",
  "weeklySummary",
  "survey",
  "language",
] as const satisfies readonly (keyof Profile)[];

/**
 * Stands for what a form showed: two tabs that saw different values have different ones (M-55). An account has no number
 * that counts its saves; what was seen says more than how often something was saved.
 */
export function profileVersion({ contactEmail, ...profile }: Profile & { contactEmail: string }): string {
  const shown = [contactEmail, ...profileFields.map((field) => profile[field])];
  return createHash("sha256").update(JSON.stringify(shown)).digest("base64url").slice(0, 22);
}
