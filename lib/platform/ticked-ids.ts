import { z } from "zod";

/** Boxes of one name, none of which has to be ticked: one alone arrives as a text, several as a list. */
export function tickedIds(max: number) {
  return z
    .union([z.uuid(), z.array(z.uuid()).max(max)])
    .default([])
    .transform((ids) => [ids].flat());
}
