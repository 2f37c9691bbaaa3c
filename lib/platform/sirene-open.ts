import { z } from "zod";
import { fetchJson } from "./fetch-json";
import type { Sirene, SireneAnswer, SireneEstablishment } from "./sirene";
import { isPublicCategory, registerText } from "./sirene-text";

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
      const answered = await fetchJson(new URL(`${address}/search?q=${siret}`), { timeout: TIMEOUT_MS });
      const parsed = answered.kind === "answered" && answered.status === 200 ? answer.safeParse(answered.body) : null;
      if (!parsed?.success) return { kind: "unavailable" };
      for (const unit of parsed.data.results) {
        const found = [unit.siege, ...(unit.matching_etablissements ?? [])].find((one) => one?.siret === siret);
        if (found) return { kind: "found", establishment: describe(unit, found) };
      }
      return { kind: "not-found", authoritative: true };
    },
  };
}

function describe(unit: LegalUnit, found: Establishment): SireneEstablishment {
  const active = found.etat_administratif === "A" && unit.etat_administratif !== "C";
  const status = found.statut_diffusion_etablissement;
  const naturalPerson = unit.nature_juridique === "1000";
  // A natural person has no company name here: the full one is shown, never the trade sign.
  const person = naturalPerson ? registerText(unit.nom_complet) : "";
  return {
    siret: found.siret,
    denomination: registerText(unit.nom_raison_sociale) || person,
    acronym: registerText(unit.sigle) || undefined,
    addressLine1: registerText(found.numero_voie, found.indice_repetition, found.type_voie, found.libelle_voie),
    addressLine2: registerText(found.complement_adresse) || undefined,
    postcode: registerText(found.code_postal),
    city: registerText(found.libelle_commune),
    country: "FR",
    active,
    closedOn: active ? undefined : (found.date_fermeture ?? undefined),
    diffusible: status !== "P" && status !== "N",
    naturalPerson,
    publicBody: isPublicCategory(unit.nature_juridique),
  };
}
