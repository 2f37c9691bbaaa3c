import { siretNumber } from "@/lib/testing/siret-number";
import type { RegisterQuestion } from "./sirene-stand-in";

/**
 * What "Recherche d'entreprises" answers to `/search`: status and body. A head office comes with its address in parts,
 * any other establishment with the address on one line.
 */
export function openDirectoryAnswer({ siret, special }: RegisterQuestion): [number, object] {
  if (special === "unknown") return [200, { results: [], total_results: 0, page: 1, per_page: 10, total_pages: 0 }];

  const person = special === "person" || special === "maskedPerson" || special === "unmaskedPerson";
  const partial = special === "masked" || special === "maskedPerson" || special === "unmaskedPerson";
  const masked = partial && special !== "unmaskedPerson";
  const found = {
    siret,
    adresse: special === "unreadable" ? "10 \u202eEUR DE L EXEMPLE 35000 RENNES" : "10 B RUE DE L EXEMPLE 35000 RENNES",
    code_postal: "35000",
    commune: "35238",
    libelle_commune: "RENNES",
    est_siege: false,
    etat_administratif: special === "closed" ? "F" : "A",
    date_creation: "2015-03-01",
    date_fermeture: special === "closed" ? "2021-06-30" : null,
    liste_enseignes: ["CHEZ", "L EXEMPLE"],
    nom_commercial: null,
    statut_diffusion_etablissement: partial ? "P" : "O",
  };
  const isHeadOffice = special === "headOffice" || special === "abroad";
  const headOffice = {
    ...found,
    ...parts,
    ...(special === "abroad" ? abroad : {}),
    est_siege: true,
    // Another establishment than the one that was asked for, closed, unless its head office was asked for.
    ...(isHeadOffice ? {} : { siret: siretNumber(8_000_001), etat_administratif: "F", date_fermeture: "2019-01-01" }),
  };
  const name = person ? "JEANNE LE GALL" : `ATELIER ${siret.slice(0, 9)}`;
  const unit = {
    siren: siret.slice(0, 9),
    nom_complet: `${name} (CHEZ L EXEMPLE)`,
    nom_raison_sociale: person ? null : name,
    sigle: null,
    nombre_etablissements: 2,
    nombre_etablissements_ouverts: 1,
    siege: headOffice,
    etat_administratif: special === "unitCeased" ? "C" : "A",
    nature_juridique: person ? "1000" : special === "publicBody" ? "7210" : "5710",
    statut_diffusion: partial ? "P" : "O",
    dirigeants: [],
    matching_etablissements: isHeadOffice ? [] : [found],
  };
  const body = { results: [unit], total_results: 1, page: 1, per_page: 10, total_pages: 1 };
  return [200, masked ? JSON.parse(JSON.stringify(body, maskedFields(person))) : body];
}

function maskedFields(person: boolean) {
  const hidden = /^(?:adresse|complement_adresse|numero_voie|indice_repetition|type_voie|libelle_voie|code_postal)$/;
  const name = /^(?:nom_complet|nom_raison_sociale|sigle|libelle_commune)$/;
  return (key: string, value: unknown) =>
    typeof value === "string" && (hidden.test(key) || (person && name.test(key))) ? "[NON-DIFFUSIBLE]" : value;
}

const parts = {
  complement_adresse: "BATIMENT B",
  numero_voie: "10",
  indice_repetition: "B",
  type_voie: "RUE",
  libelle_voie: "DE L EXEMPLE",
  distribution_speciale: null,
  cedex: null,
  libelle_cedex: null,
  libelle_commune_etranger: null,
  code_pays_etranger: null,
  libelle_pays_etranger: null,
};

const abroad = {
  adresse: "10 B RUE DE L EXEMPLE CHICAGO",
  code_postal: null,
  commune: null,
  libelle_commune: null,
  libelle_commune_etranger: "CHICAGO",
  code_pays_etranger: "99404",
  libelle_pays_etranger: "ETATS-UNIS",
};
