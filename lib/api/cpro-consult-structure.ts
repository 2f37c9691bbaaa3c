import { sql } from "drizzle-orm";
import { z } from "zod";
import { splitPhone } from "@/lib/account/phone";
import { countryName } from "@/lib/i18n/countries";
import type { Language } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { ApiCaller } from "@/lib/technical-account/api-caller";
import { type CproAddress, cproAddress } from "./cpro-address";
import { defineCproCall } from "./cpro-call";
import { sectorCodes } from "./cpro-codes";
import { cproMoment } from "./cpro-date";
import { cproLanguage, cproNumber } from "./cpro-request";
import { isOpenPublicBody, isOwn } from "./cpro-scope";

/**
 * What whoever is not attached may read of an active public body, field for field (SEC-63, R-206, R-804, R-805): what it
 * asks of those who invoice it. `disclosed`: unless the register keeps its address to itself. What is `hidden` answers as
 * where there is nothing: an empty text, false, null.
 */
const ofPublicBodies = {
  adresse: "hidden",
  complementAdresse1: "hidden",
  complementAdresse2: "hidden",
  codePostal: "disclosed",
  ville: "shown",
  pays: "disclosed",
  telephone: "hidden",
  emailStructure: "hidden",
  numeroRcsStructure: "hidden",
  numeroTVA: "hidden",
  dateExpirationMotPasseCompteTech: "hidden",
  connexionEDI: "hidden",
  recevoirDonneesViaEDI: "hidden",
} as const satisfies Record<string, "shown" | "disclosed" | "hidden">;

/** What the call answers beside `codeRetour` and `libelle`. */
interface ConsultedStructure {
  adressePostaleDuSiege: CproAddress;
  informationGenerales: {
    idStructureCPP: number;
    identifiantStructure: string;
    typeIdentifiantStructure: IdentifierType;
    raisonSocialeStructure: string;
    nomStructure: string;
    prenomStructure: string;
    libelleStructure: string;
    emailStructure: string;
    numeroRcsStructure: string;
    numeroTVA: string;
    structurePriveePublique: (typeof sectorCodes)[keyof typeof sectorCodes];
    dateExpirationMotPasseCompteTech: string | null;
    estValideurDeleguee: boolean;
    idStructureOrigine: number;
    listeStructureDupliquees: never[];
  };
  parametres: Record<
    | "codeServiceDoitEtreRenseigne"
    | "numeroEJDoitEtreRenseigne"
    | "gestionNumeroEJOuCodeService"
    | "statutMiseEnPaiementNestPasRemonte"
    | "connexionEDI"
    | "recevoirDonneesViaEDI"
    | "estMoaUniquement"
    | "getaMoa"
    | "estValideurDelegue"
    | "nonDiffusibleInsee",
    boolean
  >;
}

/**
 * `structures/v1/consulter`: the sheet of one of the account's structures, or what a public body requires; of any other
 * one not even that it exists (SEC-61).
 */
export const consultStructure = defineCproCall({
  path: "cpro/structures/v1/consulter",
  request: z.object({ idStructure: cproNumber, codeLangue: cproLanguage }),
  async handle(ctx, caller, { idStructure, codeLangue }) {
    if (idStructure === null) return { kind: "refused", reason: "missing-field", field: "idStructure" };
    const row = await findRow(ctx, caller, idStructure);
    return row
      ? { kind: "answer", body: asAnswer(row, codeLangue) }
      : { kind: "refused", reason: "unknown-structure" };
  },
});

interface Row {
  isOwn: boolean;
  number: number;
  identifierType: IdentifierType;
  identifier: string;
  sector: keyof typeof sectorCodes;
  legalName: string;
  label: string | null;
  addressLine1: string;
  addressLine2: string | null;
  addressLine3: string | null;
  postcode: string | null;
  city: string;
  country: string;
  addressDisclosed: boolean;
  email: string | null;
  phone: string | null;
  tradeRegisterNumber: string | null;
  vatNumber: string | null;
  issuesEdi: boolean;
  receivesLifeCycleByEdi: boolean;
  departmentCodeRequired: boolean;
  commitmentNumberRequired: boolean;
  commitmentOrDepartmentRequired: boolean;
  paymentStatusNotReported: boolean;
  contractingAuthority: boolean;
  /** Of its technical account, if it has one. */
  secretExpiresAt: string | null;
}

async function findRow(ctx: Context, caller: ApiCaller, number: number): Promise<Row | null> {
  const { rows } = await ctx.db.execute<{ structure: Row }>(sql`
    select json_build_object(
      'isOwn', ${isOwn(caller)}, 'number', structure.number, 'identifierType', structure.identifier_type,
      'identifier', structure.identifier, 'sector', structure.sector, 'legalName', structure.legal_name,
      'label', structure.label, 'addressLine1', structure.address_line1, 'addressLine2', structure.address_line2,
      'addressLine3', structure.address_line3, 'postcode', structure.postcode, 'city', structure.city,
      'country', structure.country, 'addressDisclosed', structure.address_disclosed, 'email', structure.email,
      'phone', structure.phone, 'tradeRegisterNumber', structure.trade_register_number,
      'vatNumber', structure.vat_number, 'issuesEdi', structure.issues_edi,
      'receivesLifeCycleByEdi', structure.receives_life_cycle_by_edi,
      'departmentCodeRequired', structure.department_code_required,
      'commitmentNumberRequired', structure.commitment_number_required,
      'commitmentOrDepartmentRequired', structure.commitment_or_department_required,
      'paymentStatusNotReported', structure.payment_status_not_reported,
      'contractingAuthority', structure.contracting_authority,
      'secretExpiresAt', (
        select max(secret.expires_at) from technical_secrets secret
        join technical_accounts account on account.id = secret.technical_account_id and account.status <> 'deleted'
        where account.structure_id = structure.id)
    ) as structure
    from structures structure
    where structure.number = ${number} and (${isOwn(caller)} or ${isOpenPublicBody()})`);
  return rows[0]?.structure ?? null;
}

function asAnswer(row: Row, language: Language): ConsultedStructure {
  const may = (field: keyof typeof ofPublicBodies) =>
    row.isOwn || ofPublicBodies[field] === "shown" || (ofPublicBodies[field] === "disclosed" && row.addressDisclosed);
  const text = (field: keyof typeof ofPublicBodies, value: string | null) => (may(field) ? (value ?? "") : "");
  const isIndividual = row.identifierType === "PARTICULIER";
  const phone = row.phone !== null && may("telephone") ? splitPhone(row.phone) : null;
  return {
    adressePostaleDuSiege: cproAddress({
      adresse: text("adresse", row.addressLine1),
      complementAdresse1: text("complementAdresse1", row.addressLine2),
      complementAdresse2: text("complementAdresse2", row.addressLine3),
      codePostal: text("codePostal", row.postcode),
      ville: text("ville", row.city),
      pays: text("pays", countryName(row.country, language)),
      indicatifTelephone: phone?.prefix,
      telephone: phone?.number,
    }),
    informationGenerales: {
      idStructureCPP: row.number,
      identifiantStructure: row.identifier,
      typeIdentifiantStructure: row.identifierType,
      // Of a private individual the portal keeps first and last name together: nobody can tell where one begins.
      raisonSocialeStructure: isIndividual ? "" : row.legalName,
      nomStructure: isIndividual ? row.legalName : "",
      prenomStructure: "",
      libelleStructure: row.label ?? "",
      emailStructure: text("emailStructure", row.email),
      numeroRcsStructure: text("numeroRcsStructure", row.tradeRegisterNumber),
      numeroTVA: text("numeroTVA", row.vatNumber),
      structurePriveePublique: sectorCodes[row.sector],
      dateExpirationMotPasseCompteTech:
        may("dateExpirationMotPasseCompteTech") && row.secretExpiresAt !== null
          ? cproMoment(new Date(row.secretExpiresAt))
          : null,
      // The portal has neither delegated validators nor copies of structures.
      estValideurDeleguee: false,
      idStructureOrigine: 0,
      listeStructureDupliquees: [],
    },
    parametres: {
      codeServiceDoitEtreRenseigne: row.departmentCodeRequired,
      numeroEJDoitEtreRenseigne: row.commitmentNumberRequired,
      gestionNumeroEJOuCodeService: row.commitmentOrDepartmentRequired,
      statutMiseEnPaiementNestPasRemonte: row.paymentStatusNotReported,
      connexionEDI: may("connexionEDI") && row.issuesEdi,
      recevoirDonneesViaEDI: may("recevoirDonneesViaEDI") && row.receivesLifeCycleByEdi,
      estMoaUniquement: false,
      getaMoa: row.contractingAuthority,
      estValideurDelegue: false,
      nonDiffusibleInsee: !row.addressDisclosed,
    },
  };
}
