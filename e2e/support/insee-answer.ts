import type { RegisterQuestion } from "./sirene-stand-in";

/** What the INSEE API Sirene 3.11 answers to `/siret/…`: status and body, with the fields that it really sends. */
export function inseeAnswer({ siret, special }: RegisterQuestion): [number, object] {
  if (special === "unknown") {
    return [404, { header: { statut: 404, message: `Aucun élément trouvé pour le siret ${siret}` } }];
  }
  const person = special === "person" || special === "maskedPerson" || special === "unmaskedPerson";
  const partial = special === "masked" || special === "maskedPerson" || special === "unmaskedPerson";
  const body = {
    header: { statut: 200, message: "OK" },
    etablissement: {
      siren: siret.slice(0, 9),
      nic: siret.slice(9),
      siret,
      statutDiffusionEtablissement: partial ? "P" : "O",
      dateCreationEtablissement: "2015-03-01",
      trancheEffectifsEtablissement: "NN",
      anneeEffectifsEtablissement: null,
      dateDernierTraitementEtablissement: "2025-09-20T04:00:00.000",
      etablissementSiege: true,
      nombrePeriodesEtablissement: 2,
      uniteLegale: {
        ...(person ? naturalPerson : company(siret)),
        statutDiffusionUniteLegale: partial ? "P" : "O",
        etatAdministratifUniteLegale: special === "unitCeased" ? "C" : "A",
        ...(special === "publicBody" ? { categorieJuridiqueUniteLegale: "7210" } : {}),
      },
      adresseEtablissement: addresses[special ?? "plain"] ?? address,
      adresse2Etablissement: { numeroVoie2Etablissement: null, libelleVoie2Etablissement: null },
      periodesEtablissement: special === "closed" ? closedPeriods : openPeriods,
    },
  };
  if (special !== "masked" && special !== "maskedPerson") return [200, body];
  return [200, JSON.parse(JSON.stringify(body, maskedFields(person)))];
}

/** Partial disclosure hides the street and postcode, of a natural person the name and the town too. */
function maskedFields(person: boolean) {
  const hidden = person
    ? /Adresse|Voie|Repetition|codePostal|Commune|nomU|prenom/
    : /Adresse|Voie|Repetition|codePostal/;
  return (key: string, value: unknown) => (typeof value === "string" && hidden.test(key) ? "[ND]" : value);
}

function company(siret: string) {
  return {
    denominationUniteLegale: `ATELIER ${siret.slice(0, 9)}`,
    sigleUniteLegale: null,
    prenom1UniteLegale: null,
    prenomUsuelUniteLegale: null,
    nomUniteLegale: null,
    nomUsageUniteLegale: null,
    categorieJuridiqueUniteLegale: "5710",
  };
}

const naturalPerson = {
  denominationUniteLegale: null,
  sigleUniteLegale: null,
  prenom1UniteLegale: "JEANNE",
  prenomUsuelUniteLegale: "JEANNE",
  nomUniteLegale: "MARTIN",
  nomUsageUniteLegale: "LE GALL",
  categorieJuridiqueUniteLegale: "1000",
};

const address = {
  complementAdresseEtablissement: "BATIMENT  B",
  numeroVoieEtablissement: "10",
  indiceRepetitionEtablissement: "B",
  dernierNumeroVoieEtablissement: "12",
  indiceRepetitionDernierNumeroVoieEtablissement: null,
  typeVoieEtablissement: "RUE",
  libelleVoieEtablissement: "DE L EXEMPLE",
  codePostalEtablissement: "35000" as string | null,
  libelleCommuneEtablissement: "RENNES" as string | null,
  libelleCommuneEtrangerEtablissement: null as string | null,
  distributionSpecialeEtablissement: null as string | null,
  codeCommuneEtablissement: "35238" as string | null,
  codeCedexEtablissement: null as string | null,
  libelleCedexEtablissement: null as string | null,
  codePaysEtrangerEtablissement: null as string | null,
  libellePaysEtrangerEtablissement: null as string | null,
};

const addresses: Partial<Record<string, typeof address>> = {
  cedex: {
    ...address,
    distributionSpecialeEtablissement: "CS 70058",
    codeCedexEtablissement: "35042",
    libelleCedexEtablissement: "RENNES CEDEX",
  },
  abroad: {
    ...address,
    codePostalEtablissement: null,
    libelleCommuneEtablissement: null,
    codeCommuneEtablissement: null,
    libelleCommuneEtrangerEtablissement: "CHICAGO",
    codePaysEtrangerEtablissement: "99404",
    libellePaysEtrangerEtablissement: "ETATS-UNIS",
  },
  // What PostgreSQL cannot store, and what turns a text around.
  unreadable: { ...address, complementAdresseEtablissement: "BATIMENT\u0000", typeVoieEtablissement: "\u202eEUR" },
};

const period = {
  dateFin: null as string | null,
  dateDebut: "2018-01-01",
  etatAdministratifEtablissement: "A",
  changementEtatAdministratifEtablissement: false,
  enseigne1Etablissement: "CHEZ" as string | null,
  enseigne2Etablissement: "L EXEMPLE" as string | null,
  enseigne3Etablissement: null,
  changementEnseigneEtablissement: false,
  denominationUsuelleEtablissement: "SUPPRESSION DU NOM COMMERCIAL",
  changementDenominationUsuelleEtablissement: false,
  activitePrincipaleEtablissement: "62.01Z",
  nomenclatureActivitePrincipaleEtablissement: "NAFRev2",
  caractereEmployeurEtablissement: "N",
};

// Reopened in 2018: the day of that change is no day of closing.
const openPeriods = [
  { ...period, changementEtatAdministratifEtablissement: true },
  { ...period, dateDebut: "2015-03-01", dateFin: "2017-12-31", etatAdministratifEtablissement: "F" },
];

// Something else changed after the closing.
const closedPeriods = [
  { ...period, dateDebut: "2022-01-01", etatAdministratifEtablissement: "F" },
  {
    ...period,
    dateDebut: "2021-06-30",
    dateFin: "2021-12-31",
    etatAdministratifEtablissement: "F",
    changementEtatAdministratifEtablissement: true,
  },
  { ...period, dateDebut: "2015-03-01", dateFin: "2021-06-29", changementEtatAdministratifEtablissement: true },
];
