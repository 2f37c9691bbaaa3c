import type { Sirene, SireneAnswer } from "@/lib/platform/sirene";
import { sampleSirene } from "@/lib/platform/sirene-sample";

export interface SettableSirene extends Sirene {
  /** Answers from now on to one SIRET, before the sample is looked at. */
  answers: Map<string, SireneAnswer>;
  /** Set: the answer to every SIRET, as when the register is down. */
  alwaysAnswers: SireneAnswer | null;
  /** Every SIRET that was looked up. */
  asked: string[];
}

/** The register as the sample knows it, which a test may make answer anything. */
export function settableSirene(): SettableSirene {
  const sample = sampleSirene();
  const sirene: SettableSirene = {
    source: "sample",
    answers: new Map(),
    alwaysAnswers: null,
    asked: [],
    async lookUp(siret) {
      sirene.asked.push(siret);
      return sirene.alwaysAnswers ?? sirene.answers.get(siret) ?? sample.lookUp(siret);
    },
  };
  return sirene;
}
