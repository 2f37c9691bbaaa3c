import countries from "i18n-iso-countries";
import frenchNames from "i18n-iso-countries/langs/fr.json";
import { z } from "zod";
import { fetchJson } from "./fetch-json";
import type { Sirene, SireneAnswer, SireneEstablishment } from "./sirene";
import { isPublicCategory, registerText } from "./sirene-text";

countries.registerLocale(frenchNames);

const TIMEOUT_MS = 3_000;
const text = z.string().nullish();

/** The parts of an answer of the INSEE API Sirene 3.11 that the portal reads. */
const answer = z.object({
  etablissement: z.object({
    siret: z.string(),
    statutDiffusionEtablissement: text,
    uniteLegale: z.object({
      statutDiffusionUniteLegale: text,
      etatAdministratifUniteLegale: text,
      categorieJuridiqueUniteLegale: text,
      denominationUniteLegale: text,
      sigleUniteLegale: text,
      prenomUsuelUniteLegale: text,
      nomUsageUniteLegale: text,
      nomUniteLegale: text,
    }),
    adresseEtablissement: z.object({
      complementAdresseEtablissement: text,
      numeroVoieEtablissement: text,
      dernierNumeroVoieEtablissement: text,
      indiceRepetitionEtablissement: text,
      typeVoieEtablissement: text,
      libelleVoieEtablissement: text,
      distributionSpecialeEtablissement: text,
      codePostalEtablissement: text,
      libelleCommuneEtablissement: text,
      libelleCommuneEtrangerEtablissement: text,
      codeCedexEtablissement: text,
      libelleCedexEtablissement: text,
      codePaysEtrangerEtablissement: text,
      libellePaysEtrangerEtablissement: text,
    }),
    periodesEtablissement: z
      .array(
        z.object({
          dateFin: text,
          dateDebut: text,
          etatAdministratifEtablissement: text,
          changementEtatAdministratifEtablissement: z.boolean().nullish(),
          denominationUsuelleEtablissement: text,
          enseigne1Etablissement: text,
          enseigne2Etablissement: text,
          enseigne3Etablissement: text,
        }),
      )
      .min(1),
  }),
});
const notFound = z.object({ header: z.object({ statut: z.literal(404) }) });
type Establishment = z.output<typeof answer>["etablissement"];

/** The register itself, through the INSEE API. */
export function inseeSirene({ address, key }: { address: string; key: string }): Sirene {
  return {
    source: "insee",
    async lookUp(siret): Promise<SireneAnswer> {
      const headers = { "X-INSEE-Api-Key-Integration": key };
      const answered = await fetchJson(new URL(`${address}/siret/${siret}`), { headers, timeout: TIMEOUT_MS });
      if (answered.kind === "unavailable") return answered;
      // A gateway may answer 404 too: only the register's own one means that the SIRET is unknown.
      const unknown = answered.status === 404 && notFound.safeParse(answered.body).success;
      if (unknown) return { kind: "not-found", authoritative: true };
      const parsed = answered.status === 200 ? answer.safeParse(answered.body) : null;
      if (!parsed?.success || parsed.data.etablissement.siret !== siret) return { kind: "unavailable" };
      return { kind: "found", establishment: describe(parsed.data.etablissement) };
    },
  };
}

function describe(found: Establishment): SireneEstablishment {
  const { uniteLegale: unit, adresseEtablissement: address, periodesEtablissement: periods } = found;
  const current = periods.find(({ dateFin }) => !dateFin) ?? periods[0];
  const active = current?.etatAdministratifEtablissement === "A" && unit.etatAdministratifUniteLegale !== "C";
  const closing = active
    ? undefined
    : periods
        .filter((period) => period.changementEtatAdministratifEtablissement)
        .map(({ dateDebut }) => dateDebut ?? "")
        .sort()
        .at(-1);
  const person = registerText(unit.prenomUsuelUniteLegale, unit.nomUsageUniteLegale ?? unit.nomUniteLegale);
  const abroad = registerText(address.libellePaysEtrangerEtablissement) !== "";
  return {
    siret: found.siret,
    denomination: registerText(unit.denominationUniteLegale) || person,
    acronym: registerText(unit.sigleUniteLegale) || undefined,
    labelProposal: labelOf(current),
    addressLine1: street(address),
    addressLine2:
      registerText(address.complementAdresseEtablissement, address.distributionSpecialeEtablissement) || undefined,
    postcode: registerText(address.codeCedexEtablissement ?? address.codePostalEtablissement),
    city: abroad
      ? registerText(address.libelleCommuneEtrangerEtablissement)
      : registerText(address.libelleCedexEtablissement ?? address.libelleCommuneEtablissement),
    country: abroad ? countryOf(address) : "FR",
    active,
    closedOn: closing || undefined,
    diffusible: isDisclosed(found.statutDiffusionEtablissement) && isDisclosed(unit.statutDiffusionUniteLegale),
    naturalPerson: unit.categorieJuridiqueUniteLegale === "1000",
    publicBody: isPublicCategory(unit.categorieJuridiqueUniteLegale),
  };
}

/** Usual name, else the signs joined; a removed trade name is no name. */
function labelOf(period: Establishment["periodesEtablissement"][number] | undefined): string | undefined {
  const usual = registerText(period?.denominationUsuelleEtablissement);
  if (usual && usual !== "SUPPRESSION DU NOM COMMERCIAL") return usual;
  const { enseigne1Etablissement, enseigne2Etablissement, enseigne3Etablissement } = period ?? {};
  return registerText(enseigne1Etablissement, enseigne2Etablissement, enseigne3Etablissement) || undefined;
}

function street(address: Establishment["adresseEtablissement"]): string {
  const first = registerText(address.numeroVoieEtablissement);
  const last = registerText(address.dernierNumeroVoieEtablissement);
  return registerText(
    last ? `${first}-${last}` : first,
    address.indiceRepetitionEtablissement,
    address.typeVoieEtablissement,
    address.libelleVoieEtablissement,
  );
}

/** The register names a foreign country in French; empty when the name is not a country's. */
function countryOf(address: Establishment["adresseEtablissement"]): string {
  return countries.getSimpleAlpha2Code(registerText(address.libellePaysEtrangerEtablissement), "fr") ?? "";
}

/** `P`, or the old `N`: partly disclosed. */
function isDisclosed(status: string | null | undefined): boolean {
  return status !== "P" && status !== "N";
}
