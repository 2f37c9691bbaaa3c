/** Tells whether a write lost against a unique index (of that name, when one is given), on any of the drivers. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error) || !("code" in cause) || cause.code !== "23505") return false;
  return constraint === undefined || ("constraint" in cause && cause.constraint === constraint);
}
