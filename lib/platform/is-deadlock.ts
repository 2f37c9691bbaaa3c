/** Tells whether the database ended a transaction because it and another one waited for each other. */
export function isDeadlock(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === "40P01";
}
