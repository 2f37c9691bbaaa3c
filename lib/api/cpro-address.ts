/** A postal address as the compatibility API writes it. */
export interface CproAddress {
  adresse: string;
  complementAdresse1: string;
  complementAdresse2: string;
  codePostal: string;
  ville: string;
  /** The name of the country, in the language of the request. */
  pays: string;
  indicatifTelephone: string;
  telephone: string;
  indicatifFax: string;
  fax: string;
}

/** All fields of an address, empty where there is nothing; nobody keeps fax numbers. */
export function cproAddress(known: { [Field in keyof CproAddress]?: string | null | undefined }): CproAddress {
  return {
    adresse: known.adresse ?? "",
    complementAdresse1: known.complementAdresse1 ?? "",
    complementAdresse2: known.complementAdresse2 ?? "",
    codePostal: known.codePostal ?? "",
    ville: known.ville ?? "",
    pays: known.pays ?? "",
    indicatifTelephone: known.indicatifTelephone ?? "",
    telephone: known.telephone ?? "",
    indicatifFax: "",
    fax: "",
  };
}
