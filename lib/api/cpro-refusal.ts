/**
 * Why a call of the compatibility API is refused, by its `codeRetour`: clients compare these numbers, so none is ever
 * given to something else (`cpro-api.md`). The sentences are part of the wire format: French in both languages.
 */
export const cproRefusals = {
  /** No JSON object, or one that two readers would read in two ways (SEC-84). */
  "unreadable-request": { codeRetour: 10, libelle: "La requête n'est pas un objet JSON valide." },
  /** A known field of the wrong type, length or code; an unknown direction of sorting. */
  "wrong-value": { codeRetour: 20, libelle: "Le champ « {champ} » n'a pas le type ou la valeur attendus." },
  "missing-field": { codeRetour: 21, libelle: "Le champ « {champ} » est obligatoire." },
  /** There is none, or it is none of the account's: nobody can tell which (SEC-61). */
  "unknown-structure": { codeRetour: 30, libelle: "La structure demandée est inconnue ou n'est pas accessible." },
  "unknown-department": { codeRetour: 31, libelle: "Le service demandé est inconnu ou n'est pas accessible." },
  "unknown-person": { codeRetour: 32, libelle: "L'utilisateur demandé n'est pas rattaché à la structure." },
} as const satisfies Record<string, { codeRetour: number; libelle: string }>;

/** A refusal; `field`: which one of the request, by its path. */
export type CproRefusal =
  | { kind: "refused"; reason: "wrong-value" | "missing-field"; field: string }
  | { kind: "refused"; reason: Exclude<keyof typeof cproRefusals, "wrong-value" | "missing-field"> };

/** What every answer begins with when all is well (R-1013). */
export const CPRO_SUCCESS = { codeRetour: 0, libelle: "GCU_MSG_01_000" } as const;

/** What every call is answered while the portal cannot look anything up, as 503. */
export const CPRO_UNAVAILABLE = {
  codeRetour: 50,
  libelle: "Le service est momentanément indisponible. Réessayez dans quelques instants.",
} as const;

/** The envelope of a refusal. */
export function cproEnvelope(refusal: CproRefusal): { codeRetour: number; libelle: string } {
  const { codeRetour, libelle } = cproRefusals[refusal.reason];
  return { codeRetour, libelle: "field" in refusal ? libelle.replace("{champ}", () => refusal.field) : libelle };
}
