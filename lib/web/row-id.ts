import { notFound } from "next/navigation";
import { z } from "zod";

/** The id that an address names. An odd one is nobody's, and never reaches the database (R-1202). */
export function rowId(segment: string): string {
  return z.uuid().safeParse(segment).success ? segment : notFound();
}
