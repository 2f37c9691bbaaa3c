import { outboxMessages } from "@/drizzle/schema/outbox";
import { messageWrites, type NewMessage } from "@/lib/outbox/enqueue";
import type { Context } from "@/lib/platform/context";

/** How many mails go in one statement: the database takes 65,535 values in it. */
const BATCH = 500;

/**
 * Notes mails that a date brings, each once by the name of its event, on however many instances (R-1101). Returns how
 * many were not noted before.
 */
export async function tellOnce(ctx: Context, mails: NewMessage[]): Promise<number> {
  let told = 0;
  for (let from = 0; from < mails.length; from += BATCH) {
    for (const write of messageWrites(ctx, mails.slice(from, from + BATCH))) {
      told += (await write.returning({ id: outboxMessages.id })).length;
    }
  }
  return told;
}
