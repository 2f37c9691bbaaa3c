import type { Context } from "@/lib/platform/context";

/**
 * Something that a date does, not a person. As often as one likes, on several instances at once: what is done already
 * is not done again, and what a run does not come to waits for the next one.
 */
export interface Job {
  name: string;
  /** How many a run would treat now; changes nothing. */
  due(ctx: Context): Promise<number>;
  /** Treats them, at most as many as one run may, and returns how many. */
  run(ctx: Context): Promise<number>;
}

/** Some of what a job had to treat failed and is in the log; the rest is done. */
export class PartlyDone extends Error {
  readonly treated: number;

  constructor(treated: number) {
    super("Some of it failed.");
    this.name = "PartlyDone";
    this.treated = treated;
  }
}
