import { type Context, inTransaction } from "./context";

/**
 * Does `work` inside the transaction, and takes it all back unless it is to be `kept`: whether there was something to
 * do for an address or not, the same statements run (SEC-22).
 */
export async function keepOrUndo(
  tx: Context,
  { kept }: { kept: boolean },
  work: (inner: Context) => Promise<unknown>,
): Promise<void> {
  const undone = Symbol("undone");
  try {
    await inTransaction(tx, async (inner) => {
      await work(inner);
      if (!kept) throw undone;
    });
  } catch (reason) {
    if (reason !== undone) throw reason;
  }
}
