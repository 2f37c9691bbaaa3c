import { sql } from "drizzle-orm";
import type { Language } from "@/lib/i18n/language";
import { type OrganisationPart, organisationPart } from "@/lib/onboarding/registration";
import type { AsJson } from "@/lib/platform/as-json";
import type { Context } from "@/lib/platform/context";
import { type IdentifierType, maskedIdentifier } from "@/lib/structure/identifier";
import type { Administrator } from "./administrator";
import { momentOf } from "./bounded-list";

/** A registration, as support sees it: who, what he asked for, and how long its link works. */
export interface RegistrationFile {
  id: string;
  email: string;
  contactEmail: string;
  givenName: string;
  familyName: string;
  language: Language;
  createdAt: Date;
  /** Set by the activation that won, or by the one that voided it. */
  closedAt: Date | null;
  /** Until when its newest link works; null: none is live. */
  expiresAt: Date | null;
  /** Create a structure, join one, or none; its number as people read it. */
  organisation: {
    kind: OrganisationPart["kind"];
    identifierType: IdentifierType;
    identifier: string;
    legalName: string | null;
  };
}

/** One registration for support; null: there is none (R-1401, SEC-61). */
export async function findRegistration(
  ctx: Context,
  _administrator: Administrator,
  registrationId: string,
): Promise<RegistrationFile | null> {
  const { rows } = await ctx.db.execute<{ file: RegistrationRow }>(sql`
    select json_build_object(
      'id', registration.id, 'email', registration.email, 'contactEmail', registration.contact_email,
      'givenName', registration.given_name, 'familyName', registration.family_name, 'language', registration.language,
      'createdAt', registration.created_at, 'closedAt', registration.closed_at, 'organisation', registration.organisation,
      'expiresAt', (
        select max(expires_at) from single_use_links link
        where link.subject_id = registration.id and link.purpose = 'activation'
          and link.used_at is null and link.voided_at is null
      )
    ) as file
    from registrations registration where registration.id = ${registrationId}`);
  const row = rows[0]?.file;
  if (!row) return null;
  const organisation = organisationPart.parse(row.organisation);
  const { kind, identifierType, identifier } = organisation;
  return {
    ...row,
    createdAt: new Date(row.createdAt),
    closedAt: momentOf(row.closedAt),
    expiresAt: momentOf(row.expiresAt),
    organisation: {
      kind,
      identifierType,
      identifier: maskedIdentifier(identifierType, identifier),
      legalName: organisation.kind === "create" ? organisation.legalName : null,
    },
  };
}

/** The file as JSON carries it. */
type RegistrationRow = Omit<AsJson<RegistrationFile>, "organisation"> & { organisation: unknown };
