/** What was replaced, by field: the value before and after (R-1201). Never a secret, nor the answer to a question. */
export type Changes = Record<string, { from: unknown; to: unknown }>;

/** The old and the new value of those of the fields that differ; what is absent on one side is null. */
export function changesOf<Field extends string>(
  fields: readonly Field[],
  before: { readonly [Key in Field]?: unknown },
  after: { readonly [Key in Field]?: unknown },
): Changes {
  return Object.fromEntries(
    fields
      .map((field) => [field, { from: before[field] ?? null, to: after[field] ?? null }] as const)
      .filter(([, { from, to }]) => from !== to),
  );
}
