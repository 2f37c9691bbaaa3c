import type { Context } from "@/lib/platform/context";
import { describeError, log } from "@/lib/platform/log";
import { PartlyDone } from "./job";

/**
 * Treats items one after the other; each says whether there was something left to do. One that fails is in the log,
 * keeps no other waiting, and comes again with the next run. Returns how many were treated.
 */
export async function oneByOne<Item>(
  ctx: Context,
  items: Item[],
  treat: (ctx: Context, item: Item) => Promise<boolean>,
): Promise<number> {
  let treated = 0;
  let failed = 0;
  for (const item of items) {
    try {
      if (await treat(ctx, item)) treated++;
    } catch (error) {
      failed++;
      log("error", "upkeep-item-failed", { act: treat.name, ...describeError(error) });
    }
  }
  if (failed > 0) throw new PartlyDone(treated);
  return treated;
}
