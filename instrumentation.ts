/** Runs once when a server starts: a portal that cannot work does not answer at all. */
export async function register(): Promise<void> {
  // Compiled for the edge too, where nothing of this exists.
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { startUp } = await import("./lib/web/start-up");
  await startUp();
}
