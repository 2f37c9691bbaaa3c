import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { siretNumber } from "@/lib/testing/siret-number";

/** SIRETs that the stand-in answers in a way of their own; every other one is an active private company. */
export const specialSirets = {
  closed: siretNumber(9_000_001),
  unitCeased: siretNumber(9_000_002),
  masked: siretNumber(9_000_003),
  maskedPerson: siretNumber(9_000_004),
  unknown: siretNumber(9_000_005),
  publicBody: siretNumber(9_000_006),
  throttled: siretNumber(9_000_007),
  broken: siretNumber(9_000_008),
  hanging: siretNumber(9_000_009),
  garbage: siretNumber(9_000_010),
  redirecting: siretNumber(9_000_011),
  gateway404: siretNumber(9_000_012),
  oversized: siretNumber(9_000_013),
  abroad: siretNumber(9_000_014),
  cedex: siretNumber(9_000_015),
} as const;
type Special = keyof typeof specialSirets;

/** A local server that speaks like the INSEE API Sirene 3.11 (`/siret/…`) and "Recherche d'entreprises" (`/search`). */
export interface SireneStandIn {
  url: string;
  /** Every request it was asked, with the key it carried. */
  asked: { path: string; key: string | undefined }[];
  close(): Promise<void>;
}

/** Starts the stand-in of the national register on a free port. */
export async function startSireneStandIn(): Promise<SireneStandIn> {
  const asked: SireneStandIn["asked"] = [];
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? "/", "http://stand-in");
    asked.push({
      path: address.pathname + address.search,
      key: request.headers["x-insee-api-key-integration"]?.toString(),
    });
    const insee = /\/siret\/(\d{14})$/.exec(address.pathname)?.[1];
    const siret = insee ?? address.searchParams.get("q") ?? "";
    const special = (Object.keys(specialSirets) as Special[]).find((name) => specialSirets[name] === siret);
    if (misbehave(special, response)) return;
    if (insee) return answerInsee(special, siret, response);
    return answerOpen(special, siret, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has a port
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function misbehave(special: Special | undefined, response: ServerResponse): boolean {
  switch (special) {
    case "throttled":
      send(response, 429, { header: { statut: 429, message: "Trop de requêtes" } });
      return true;
    case "broken":
      send(response, 500, { header: { statut: 500, message: "Erreur interne" } });
      return true;
    case "hanging":
      return true;
    case "garbage":
      response.writeHead(200, { "content-type": "application/json" }).end('{"etablissement": {"siret": ');
      return true;
    case "redirecting":
      response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end();
      return true;
    case "gateway404":
      response.writeHead(404, { "content-type": "text/html" }).end("<h1>404</h1>");
      return true;
    case "oversized":
      send(response, 200, { padding: "x".repeat(2_000_000) });
      return true;
    default:
      return false;
  }
}

function answerInsee(special: Special | undefined, siret: string, response: ServerResponse): void {
  if (special === "unknown") {
    const message = `Aucun élément trouvé pour le siret ${siret}`;
    return send(response, 404, { header: { statut: 404, message } });
  }
  const masked = special === "masked" || special === "maskedPerson";
  const person = special === "maskedPerson";
  const shown = (value: string | null) => (masked && value !== null ? "[ND]" : value);
  const closed = special === "closed";
  const period = (more: object) => ({
    dateFin: null,
    dateDebut: "2015-03-01",
    etatAdministratifEtablissement: "A",
    changementEtatAdministratifEtablissement: false,
    enseigne1Etablissement: null,
    enseigne2Etablissement: null,
    enseigne3Etablissement: null,
    denominationUsuelleEtablissement: null,
    activitePrincipaleEtablissement: "62.01Z",
    caractereEmployeurEtablissement: "N",
    ...more,
  });
  send(response, 200, {
    header: { statut: 200, message: "ok" },
    etablissement: {
      siren: siret.slice(0, 9),
      nic: siret.slice(9),
      siret,
      statutDiffusionEtablissement: masked ? "P" : "O",
      dateCreationEtablissement: "2015-03-01",
      etablissementSiege: true,
      uniteLegale: {
        etatAdministratifUniteLegale: special === "unitCeased" ? "C" : "A",
        statutDiffusionUniteLegale: person ? "P" : "O",
        categorieJuridiqueUniteLegale: person ? "1000" : special === "publicBody" ? "7210" : "5710",
        denominationUniteLegale: person ? null : `ATELIER ${siret.slice(0, 9)}`,
        sigleUniteLegale: null,
        prenomUsuelUniteLegale: person ? "[ND]" : null,
        nomUniteLegale: person ? "[ND]" : null,
        nomUsageUniteLegale: null,
      },
      adresseEtablissement: {
        complementAdresseEtablissement: shown("BATIMENT  B"),
        numeroVoieEtablissement: shown("10"),
        dernierNumeroVoieEtablissement: shown("12"),
        indiceRepetitionEtablissement: shown("B"),
        typeVoieEtablissement: shown("RUE"),
        libelleVoieEtablissement: shown("DE L EXEMPLE"),
        distributionSpecialeEtablissement: special === "cedex" ? "CS 70058" : null,
        codePostalEtablissement: special === "abroad" ? null : person ? "[ND]" : "35000",
        libelleCommuneEtablissement: special === "abroad" ? null : person ? "[ND]" : "RENNES",
        libelleCommuneEtrangerEtablissement: special === "abroad" ? "FRANKFURT AM MAIN" : null,
        codePaysEtrangerEtablissement: special === "abroad" ? "99109" : null,
        libellePaysEtrangerEtablissement: special === "abroad" ? "ALLEMAGNE" : null,
        codeCedexEtablissement: special === "cedex" ? "35042" : null,
        libelleCedexEtablissement: special === "cedex" ? "RENNES CEDEX" : null,
      },
      periodesEtablissement: closed
        ? [
            period({
              dateDebut: "2021-06-30",
              etatAdministratifEtablissement: "F",
              changementEtatAdministratifEtablissement: true,
            }),
            period({ dateFin: "2021-06-29", changementEtatAdministratifEtablissement: false }),
          ]
        : [period({ enseigne1Etablissement: "CHEZ", enseigne2Etablissement: "L EXEMPLE" })],
    },
  });
}

function answerOpen(special: Special | undefined, siret: string, response: ServerResponse): void {
  if (special === "unknown") return send(response, 200, { results: [], total_results: 0, page: 1, per_page: 10 });
  const masked = special === "masked" || special === "maskedPerson";
  const person = special === "maskedPerson";
  const shown = (value: string) => (masked ? "[NON-DIFFUSIBLE]" : value);
  const establishment = {
    siret,
    numero_voie: shown("10"),
    type_voie: shown("RUE"),
    libelle_voie: shown("DE L EXEMPLE"),
    complement_adresse: null,
    code_postal: person ? "[NON-DIFFUSIBLE]" : "35000",
    libelle_commune: person ? "[NON-DIFFUSIBLE]" : "RENNES",
    etat_administratif: special === "closed" ? "F" : "A",
    date_fermeture: special === "closed" ? "2021-06-30" : null,
    statut_diffusion_etablissement: masked ? "P" : "O",
  };
  const other = { ...establishment, siret: "13002526500013", etat_administratif: "A" };
  send(response, 200, {
    results: [
      {
        siren: siret.slice(0, 9),
        nom_complet: person ? "[NON-DIFFUSIBLE]" : `ATELIER ${siret.slice(0, 9)}`,
        nom_raison_sociale: person ? null : `ATELIER ${siret.slice(0, 9)}`,
        sigle: null,
        nature_juridique: person ? "1000" : special === "publicBody" ? "7210" : "5710",
        etat_administratif: special === "unitCeased" ? "C" : "A",
        siege: other,
        matching_etablissements: [establishment],
      },
    ],
    total_results: 1,
    page: 1,
    per_page: 10,
  });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json;charset=utf-8" }).end(JSON.stringify(body));
}
