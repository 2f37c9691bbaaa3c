import { type SQL, sql } from "drizzle-orm";
import type { ApiCaller } from "@/lib/technical-account/api-caller";

/** Whether a row `structure` is one that the account acts for at this very call (R-1002, SEC-82). */
export function isOwn({ actor }: ApiCaller): SQL<boolean> {
  const ids = actor.attachments.map(({ structureId }) => structureId);
  return sql`structure.id = any(${`{${ids.join(",")}}`}::uuid[])`;
}

/** Whether a row `structure` is a public body that anyone may search and consult (R-805). */
export function isOpenPublicBody(): SQL<boolean> {
  // An individual's identifier tells birth and sex, whatever sector it was given (SEC-63).
  return sql`(structure.sector = 'public' and structure.status = 'active' and structure.identifier_type <> 'PARTICULIER')`;
}
