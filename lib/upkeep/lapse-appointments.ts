import { and, isNull, lte } from "drizzle-orm";
import { appointments } from "@/drizzle/schema/attachment";
import { eventWrites } from "@/lib/audit/record-event";
import { inDays } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";

/** What was made sure of a person is not worth much later. */
const OPEN_DAYS = 30;

/**
 * Ends the proposals of a primary manager that no second administrator decided on within 30 days (SEC-68): none of them
 * is confirmed by whoever comes across it years later. Returns how many.
 */
export async function lapseAppointments(ctx: Context): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const lapsed = await tx.db
      .update(appointments)
      .set({ confirmed: false, decidedAt: tx.now() })
      .where(isForgotten(tx))
      .returning({
        id: appointments.id,
        structureId: appointments.structureId,
        attachmentId: appointments.attachmentId,
      });
    if (lapsed.length === 0) return 0;
    const lines = lapsed.flatMap(({ id, ...about }) =>
      eventWrites(tx, {
        kind: "appointment-decided",
        actorId: null,
        targetId: id,
        facts: { ...about, confirmed: false },
      }),
    );
    await inOneTrip(tx, lines);
    return lapsed.length;
  });
}

/** How many proposals the next run would end. */
export async function countAppointmentsToLapse(ctx: Context): Promise<number> {
  return ctx.db.$count(appointments, isForgotten(ctx));
}

function isForgotten(ctx: Context) {
  return and(isNull(appointments.decidedAt), lte(appointments.proposedAt, inDays(ctx.now(), -OPEN_DAYS)));
}
