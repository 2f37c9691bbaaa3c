import sample from "@/lib/directory/sirene-sample.json";
import type { Sirene, SireneAnswer, SireneEstablishment } from "@/lib/platform/sirene";

export interface SettableSirene extends Sirene {
  /** Answers from now on to one SIRET, before the sample is looked at. */
  answers: Map<string, SireneAnswer>;
  /** Set: the answer to every SIRET, as when the register is down. */
  alwaysAnswers: SireneAnswer | null;
  /** Every SIRET that was looked up. */
  asked: string[];
}

// The sample leaves out what is false or unknown.
const establishments = new Map<string, SireneEstablishment>(
  sample.map((row) => [row.siret, { naturalPerson: false, ...row, closedOn: row.closedOn ?? undefined }]),
);

/** The register as the sample knows it, which a test may make answer anything. */
export function settableSirene(): SettableSirene {
  const sirene: SettableSirene = {
    source: "sample",
    answers: new Map(),
    alwaysAnswers: null,
    asked: [],
    async lookUp(siret) {
      sirene.asked.push(siret);
      if (sirene.alwaysAnswers) return sirene.alwaysAnswers;
      const establishment = establishments.get(siret);
      return (
        sirene.answers.get(siret) ??
        (establishment ? { kind: "found", establishment } : { kind: "not-found", authoritative: false })
      );
    },
  };
  return sirene;
}
