import { splitPhone } from "@/lib/account/phone";
import { countryName } from "@/lib/i18n/countries";
import type { Language } from "@/lib/i18n/language";
import type { IdentifierType } from "@/lib/structure/identifier";
import { type CproAddress, cproAddress } from "./cpro-address";
import { sectorCodes } from "./cpro-codes";
import { cproMoment } from "./cpro-date";

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

/** What the database knows of it; `isOwn`: the account acts for it. */
export interface ConsultedRow {
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

/** A structure as its own manager reads it, or as anyone may read a public body. */
export function consultedStructure(row: ConsultedRow, language: Language): ConsultedStructure {
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
