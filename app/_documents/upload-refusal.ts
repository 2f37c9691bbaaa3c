import type { AddDocumentOutcome } from "@/lib/document/add-document";

/** Why a file was not added, as the address of the page says it. */
const uploadRefusals = [
  "saisie",
  "sans-fichier",
  "vide",
  "trop-lourd",
  "type-inconnu",
  "extension",
  "illisible",
  "actif",
  "chiffre",
  "complet",
  "trop-souvent",
  "indisponible",
  "trop-lent",
  "droits",
] as const;
export type UploadRefusal = (typeof uploadRefusals)[number];

/** Those that are said of the file; the others are said of the whole form. */
export const saidOfFile: readonly UploadRefusal[] = [
  "sans-fichier",
  "vide",
  "trop-lourd",
  "type-inconnu",
  "extension",
  "illisible",
  "actif",
  "chiffre",
];

/** The refusal that an address names, if any. */
export function readRefusal(value: string | string[] | undefined): UploadRefusal | undefined {
  return uploadRefusals.find((refusal) => refusal === value);
}

/** How the address says what the command answered; null: added. */
export function refusalOf(outcome: AddDocumentOutcome): UploadRefusal | null {
  switch (outcome.kind) {
    case "added":
      return null;
    case "refused":
      return ofContent[outcome.reason];
    case "too-many":
      return "complet";
    case "storage-unavailable":
      return "indisponible";
    case "not-permitted":
      return "droits";
  }
}

const ofContent = {
  empty: "vide",
  "too-large": "trop-lourd",
  "unknown-type": "type-inconnu",
  misnamed: "extension",
  odd: "illisible",
  active: "actif",
  encrypted: "chiffre",
} as const satisfies Record<Extract<AddDocumentOutcome, { kind: "refused" }>["reason"], UploadRefusal>;
