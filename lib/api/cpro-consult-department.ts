import { sql } from "drizzle-orm";
import { z } from "zod";
import { countryName } from "@/lib/i18n/countries";
import type { Language } from "@/lib/i18n/language";
import { dayInParis } from "@/lib/platform/calendar";
import { type CproAddress, cproAddress } from "./cpro-address";
import { defineCproCall } from "./cpro-call";
import { cproMinute, firstMinuteOf, lastMinuteOf } from "./cpro-date";
import { cproLanguage, cproNumber, structureNumber, underOneNumber } from "./cpro-request";
import { isOpenPublicBody, isOwn } from "./cpro-scope";

/** What the call answers beside `codeRetour` and `libelle`. */
interface ConsultedDepartment {
  informationsGenerales: { codeService: string; nomService: string; descriptionService: string };
  adressePostale: CproAddress;
  parametres: {
    /** Null: nobody noted it. */
    dateCreation: string | null;
    dateDebutValidite: string;
    /** Null: it has no end. */
    dateFinValidite: string | null;
    dateModification: string | null;
    /** Whether the structure reports when it pays. */
    miseEnPaiement: boolean;
    numeroEngagement: boolean;
  };
}

/**
 * `structures/v1/consulter/service`: a department of one of the account's structures, or an active one of a public body,
 * without its address (R-805, SEC-63). A department of another structure than the named one is unknown (SEC-62).
 */
export const consultDepartment = defineCproCall({
  path: "cpro/structures/v1/consulter/service",
  request: z.object({ ...structureNumber, idService: cproNumber, codeLangue: cproLanguage }).transform(underOneNumber),
  async handle(ctx, caller, { idStructure, idService, codeLangue }) {
    if (idStructure === null) return { kind: "refused", reason: "missing-field", field: "idStructure" };
    if (idService === null) return { kind: "refused", reason: "missing-field", field: "idService" };
    const today = dayInParis(ctx.now());
    const { rows } = await ctx.db.execute<{ isOwn: boolean; department: Row | null }>(sql`
      select ${isOwn(caller)} as "isOwn", (
        select json_build_object(
          'code', department.code, 'name', department.name, 'description', department.description,
          'commitmentNumberRequired', department.commitment_number_required,
          'paymentStatusNotReported', structure.payment_status_not_reported,
          'addressLine1', department.address_line1, 'addressLine2', department.address_line2,
          'addressLine3', department.address_line3, 'postcode', department.postcode, 'city', department.city,
          'country', department.country, 'validFrom', department.valid_from, 'validUntil', department.valid_until,
          'addedAt', (select min(at) from audit_events
            where target_id = department.id and kind = 'department-added'),
          'updatedAt', (select max(at) from audit_events
            where target_id = department.id and kind = 'department-updated'))
        from departments department
        where department.structure_id = structure.id and department.number = ${idService}
          and (${isOwn(caller)} or (department.valid_from <= ${today}::date
            and (department.valid_until is null or department.valid_until >= ${today}::date)))
      ) as department
      from structures structure
      where structure.number = ${idStructure} and (${isOwn(caller)} or ${isOpenPublicBody()})`);
    const [found] = rows;
    if (!found) return { kind: "refused", reason: "unknown-structure" };
    if (!found.department) return { kind: "refused", reason: "unknown-department" };
    return { kind: "answer", body: asAnswer(found.department, { isOwn: found.isOwn, language: codeLangue }) };
  },
});

interface Row {
  code: string;
  name: string;
  description: string | null;
  commitmentNumberRequired: boolean;
  paymentStatusNotReported: boolean;
  addressLine1: string | null;
  addressLine2: string | null;
  addressLine3: string | null;
  postcode: string | null;
  city: string | null;
  country: string | null;
  validFrom: string;
  validUntil: string | null;
  addedAt: string | null;
  updatedAt: string | null;
}

function asAnswer(row: Row, { isOwn, language }: { isOwn: boolean; language: Language }): ConsultedDepartment {
  const addedAt = row.addedAt && cproMinute(new Date(row.addedAt));
  return {
    informationsGenerales: {
      codeService: row.code,
      nomService: row.name,
      descriptionService: row.description ?? "",
    },
    adressePostale: cproAddress(
      isOwn
        ? {
            adresse: row.addressLine1,
            complementAdresse1: row.addressLine2,
            complementAdresse2: row.addressLine3,
            codePostal: row.postcode,
            ville: row.city,
            pays: row.country && countryName(row.country, language),
          }
        : {},
    ),
    parametres: {
      dateCreation: addedAt,
      dateDebutValidite: firstMinuteOf(row.validFrom),
      dateFinValidite: lastMinuteOf(row.validUntil),
      dateModification: row.updatedAt ? cproMinute(new Date(row.updatedAt)) : addedAt,
      miseEnPaiement: !row.paymentStatusNotReported,
      numeroEngagement: row.commitmentNumberRequired,
    },
  };
}
