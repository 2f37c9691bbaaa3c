import { z } from "zod";
import { queryValue } from "@/app/_ui/query-value";
import { typedSearch } from "@/lib/platform/typed-search";

/** What was chosen in a table of requests, as the address says it. */
export interface AskedSelection {
  action: "valider" | "refuser";
  /** Everything the search finds, instead of what was ticked. */
  everything: boolean;
  search: string;
  ids: string[];
}

/** As many as a form may send back at once. */
const MOST_TICKED = 500;

/** Reads a selection, each request once; ids that are none are nobody's (SEC-61). */
export function readSelection(query: Record<string, string | string[] | undefined>): AskedSelection {
  const ticked = [query.demande ?? []].flat();
  return {
    action: query.action === "refuser" ? "refuser" : "valider",
    everything: query.toutes === "oui",
    search: typedSearch(queryValue(query.recherche)),
    ids: [...new Set(ticked.filter((id) => z.uuid().safeParse(id).success))].slice(0, MOST_TICKED),
  };
}
