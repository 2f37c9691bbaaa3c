import type { JsonAnswer } from "./fetch-json";
import { log } from "./log";
import type { Sirene, SireneAnswer } from "./sirene";

/** The answer of a register that gave none, told to the operators: a refused key must not look like a slow day. */
export function unavailable(source: Sirene["source"], answer: JsonAnswer): SireneAnswer {
  log("warn", "register-unavailable", { source, status: answer.kind === "answered" ? answer.status : null });
  return { kind: "unavailable" };
}
