import type { Env } from "./env";
import type { SireneEstablishment } from "./sirene-establishment";
import { inseeSirene } from "./sirene-insee";
import { openSirene } from "./sirene-open";
import { sampleSirene } from "./sirene-sample";

/** `authoritative` false: the source is a sample, an unknown SIRET may still exist. */
export type SireneAnswer =
  | { kind: "found"; establishment: SireneEstablishment }
  | { kind: "not-found"; authoritative: boolean }
  | { kind: "unavailable" };

/** Looks up one SIRET. Never throws: a source that is down, slow or odd answers `unavailable`. */
export interface Sirene {
  source: "sample" | "insee" | "open";
  lookUp(siret: string): Promise<SireneAnswer>;
}

/** The source that the settings name. */
export function createSirene(env: Env): Sirene {
  switch (env.DIRECTORY) {
    case "sample":
      return sampleSirene();
    case "insee":
      return inseeSirene({ address: base(env.INSEE_API_URL), key: env.INSEE_API_KEY ?? "" });
    case "open":
      return openSirene({ address: base(env.OPEN_DIRECTORY_URL) });
  }
}

/** An address that paths are added to; people write it with and without a slash at its end. */
function base(address: string): string {
  return address.replace(/\/+$/, "");
}
