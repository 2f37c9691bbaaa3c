import type { z } from "zod";

/**
 * A field that the act itself judges, left empty: told along with the other mistakes of its form, where there are any,
 * and not in a round of its own (A11Y-05). One that was not on the screen is not asked for.
 */
export function toldTogether<Schema extends z.ZodType>(
  schema: Schema,
  field: string,
  mayBeEmpty: (typed: Partial<Record<string, unknown>>) => boolean = () => false,
): Schema {
  return schema.refine(() => false, {
    path: [field],
    message: "M-01",
    when: ({ issues, value }) => {
      const typed = Object(value) as Partial<Record<string, unknown>>;
      const sent = typed[field];
      return issues.length > 0 && typeof sent === "string" && sent.trim() === "" && !mayBeEmpty(typed);
    },
  });
}
