/** One JSON line on the standard output: JSON escapes every control character (SEC-95). */
export function log(level: "info" | "warn" | "error", event: string, facts: Record<string, unknown> = {}): void {
  // The console is the one output that the Node and the edge runtime share.
  console.info(JSON.stringify({ level, event, ...facts }));
}

/** What may be told of an unexpected error in a log: its class, code and stack, never the values it carries. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const cause = error.cause instanceof Error ? error.cause : undefined;
  const code = cause && "code" in cause ? String(cause.code) : undefined;
  // Drizzle quotes the parameters of a failed query in its message: only the frames are kept.
  const frames = error.stack
    ?.split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .slice(0, 8);
  return { error: error.name, code, frames };
}
