import { type SQL, sql } from "drizzle-orm";
import { searchWords } from "@/lib/platform/search-words";

/** What a search of support's queues looks into: the requester's name and address, and what is known of the structure. */
export function requestMentions(text: string): SQL {
  const found = searchWords(text).map((word) => {
    const pattern = sql`'%' || fold(${word}) || '%'`;
    return sql`(person.search_text like ${pattern} or structure.search_text like ${pattern})`;
  });
  return found.length === 0 ? sql`true` : sql.join(found, sql` and `);
}
