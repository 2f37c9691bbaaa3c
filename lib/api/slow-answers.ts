/** Lets an answer wait, unless too many do: those are not waited for (`full`). */
export type SlowAnswers = (milliseconds: number) => Promise<"waited" | "full">;

/**
 * A place where at most so many answers wait at once. Who guesses passwords waits for a timer, not for the processor, and
 * cannot pile up answers without an end (SEC-79).
 */
export function slowAnswers(atOnce: number): SlowAnswers {
  let waiting = 0;
  return async (milliseconds) => {
    if (milliseconds === 0) return "waited";
    if (waiting >= atOnce) return "full";
    waiting++;
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    waiting--;
    return "waited";
  };
}
