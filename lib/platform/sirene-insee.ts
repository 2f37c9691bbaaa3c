import { z } from "zod";
import { fetchJson } from "./fetch-json";
import type { Sirene, SireneAnswer } from "./sirene";
import { registerCountry } from "./sirene-country";
import { disclosed } from "./sirene-disclosure";
import type { SireneEstablishment } from "./sirene-establishment";
import { isDisclosed, isNaturalPerson, isPublicCategory, registerDay, registerText } from "./sirene-text";
import { unavailable } from "./sirene-unavailable";

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
      const answered = await fetchJson(new URL(`${address}/siret/${siret}`), { headers, timeoutMs: TIMEOUT_MS });
      if (answered.kind === "unavailable") return unavailable("insee", answered);
      // A gateway may answer 404 too: only the register's own one means that the SIRET is unknown.
      const unknown = answered.status === 404 && notFound.safeParse(answered.body).success;
      if (unknown) return { kind: "not-found", authoritative: true };
      const parsed = answered.status === 200 ? answer.safeParse(answered.body) : null;
      if (parsed?.data?.etablissement.siret !== siret) return unavailable("insee", answered);
      return { kind: "found", establishment: disclosed(read(parsed.data.etablissement)) };
    },
  };
}

function read(found: Establishment): SireneEstablishment {
  const { uniteLegale: unit, adresseEtablissement: address, periodesEtablissement: periods } = found;
  const current = periods.find(({ dateFin }) => !dateFin) ?? periods[0];
  const open = current?.etatAdministratifEtablissement === "A";
  const person = registerText(
    unit.prenomUsuelUniteLegale,
    registerText(unit.nomUsageUniteLegale) || registerText(unit.nomUniteLegale),
  );
  const abroad = registerText(address.libellePaysEtrangerEtablissement);
  const town = registerText(address.libelleCedexEtablissement) || registerText(address.libelleCommuneEtablissement);
  return {
    siret: found.siret,
    denomination: registerText(unit.denominationUniteLegale) || person,
    acronym: registerText(unit.sigleUniteLegale) || undefined,
    labelProposal: labelOf(current),
    addressLine1: street(address),
    addressLine2:
      registerText(address.complementAdresseEtablissement, address.distributionSpecialeEtablissement) || undefined,
    postcode: registerText(address.codeCedexEtablissement) || registerText(address.codePostalEtablissement),
    city: abroad ? registerText(address.libelleCommuneEtrangerEtablissement) : town,
    country: abroad ? registerCountry(abroad) : "FR",
    active: open && unit.etatAdministratifUniteLegale !== "C",
    closedOn: open ? undefined : closingDay(periods),
    diffusible: isDisclosed(found.statutDiffusionEtablissement) && isDisclosed(unit.statutDiffusionUniteLegale),
    naturalPerson: isNaturalPerson(unit.categorieJuridiqueUniteLegale),
    publicBody: isPublicCategory(unit.categorieJuridiqueUniteLegale),
  };
}

/** When the state last changed; days of that form sort as texts. */
function closingDay(periods: Establishment["periodesEtablissement"]): string | undefined {
  return periods
    .filter((period) => period.changementEtatAdministratifEtablissement)
    .flatMap(({ dateDebut }) => registerDay(dateDebut) ?? [])
    .sort()
    .at(-1);
}

/** Usual name, else the signs joined; a removed trade name is no name. */
function labelOf(period: Establishment["periodesEtablissement"][number] | undefined): string | undefined {
  const usual = registerText(period?.denominationUsuelleEtablissement);
  if (usual && usual !== "SUPPRESSION DU NOM COMMERCIAL") return usual;
  const { enseigne1Etablissement, enseigne2Etablissement, enseigne3Etablissement } = period ?? {};
  return registerText(enseigne1Etablissement, enseigne2Etablissement, enseigne3Etablissement) || undefined;
}

function street(address: Establishment["adresseEtablissement"]): string {
  const numbers = [address.numeroVoieEtablissement, address.dernierNumeroVoieEtablissement].map((n) => registerText(n));
  return registerText(
    numbers.filter(Boolean).join("-"),
    address.indiceRepetitionEtablissement,
    address.typeVoieEtablissement,
    address.libelleVoieEtablissement,
  );
}
