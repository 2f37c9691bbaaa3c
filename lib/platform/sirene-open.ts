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

const establishment = z.object({
  siret: z.string(),
  numero_voie: text,
  indice_repetition: text,
  type_voie: text,
  libelle_voie: text,
  complement_adresse: text,
  adresse: text,
  code_postal: text,
  libelle_commune: text,
  libelle_commune_etranger: text,
  libelle_pays_etranger: text,
  etat_administratif: text,
  date_fermeture: text,
  statut_diffusion_etablissement: text,
});
type Establishment = z.output<typeof establishment>;

/** The parts of an answer of "Recherche d'entreprises" that the portal reads. */
const answer = z.object({
  total_results: z.number(),
  results: z.array(
    z.object({
      nom_raison_sociale: text,
      nom_complet: text,
      sigle: text,
      nature_juridique: text,
      etat_administratif: text,
      statut_diffusion: text,
      siege: establishment.nullish(),
      matching_etablissements: z.array(establishment).nullish(),
    }),
  ),
});
type LegalUnit = z.output<typeof answer>["results"][number];

/** The open search over the register: no key, fewer fields. */
export function openSirene({ address }: { address: string }): Sirene {
  return {
    source: "open",
    async lookUp(siret): Promise<SireneAnswer> {
      const answered = await fetchJson(new URL(`${address}/search?q=${siret}`), { timeoutMs: TIMEOUT_MS });
      const parsed = answered.kind === "answered" && answered.status === 200 ? answer.safeParse(answered.body) : null;
      if (!parsed?.success) return unavailable("open", answered);
      for (const unit of parsed.data.results) {
        const found = [unit.siege, ...(unit.matching_etablissements ?? [])].find((one) => one?.siret === siret);
        if (found) return { kind: "found", establishment: disclosed(read(unit, found)) };
      }
      return { kind: "not-found", authoritative: true };
    },
  };
}

function read(unit: LegalUnit, found: Establishment): SireneEstablishment {
  const open = found.etat_administratif === "A";
  const abroad = registerText(found.libelle_pays_etranger);
  return {
    siret: found.siret,
    denomination: registerText(unit.nom_raison_sociale) || personName(unit),
    acronym: registerText(unit.sigle) || undefined,
    addressLine1: street(found),
    addressLine2: registerText(found.complement_adresse) || undefined,
    postcode: registerText(found.code_postal),
    city: registerText(abroad ? found.libelle_commune_etranger : found.libelle_commune),
    country: abroad ? registerCountry(abroad) : "FR",
    active: open && unit.etat_administratif !== "C",
    closedOn: open ? undefined : registerDay(found.date_fermeture),
    diffusible: isDisclosed(found.statut_diffusion_etablissement) && isDisclosed(unit.statut_diffusion),
    naturalPerson: isNaturalPerson(unit.nature_juridique),
    publicBody: isPublicCategory(unit.nature_juridique),
  };
}

/** A natural person has no company name; the full name carries trade signs in brackets, which are no name. */
function personName(unit: LegalUnit): string {
  return isNaturalPerson(unit.nature_juridique) ? registerText(unit.nom_complet?.split(" (")[0]) : "";
}

/** Only a head office has its address in parts; the others have one line, which ends with postcode and town. */
function street(found: Establishment): string {
  const parts = registerText(found.numero_voie, found.indice_repetition, found.type_voie, found.libelle_voie);
  if (parts) return parts;
  const line = registerText(found.adresse);
  const postcode = registerText(found.code_postal);
  const end = postcode ? ` ${line}`.lastIndexOf(` ${postcode} `) : -1;
  return end < 0 ? line : line.slice(0, end).trim();
}
