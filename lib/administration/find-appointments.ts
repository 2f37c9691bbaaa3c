import { type SQL, sql } from "drizzle-orm";
import type { AsJson } from "@/lib/platform/as-json";
import type { Context } from "@/lib/platform/context";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Administrator } from "./administrator";
import {
  type BoundedList,
  type BoundedListRow,
  boundedListOf,
  boundedListQuery,
  boundedRows,
  type ListPage,
} from "./bounded-list";

/** `lapsed`: nobody decided within 30 days. */
export type AppointmentState = "proposed" | "confirmed" | "declined" | "lapsed";

/** A proposal of a primary manager, as it stands in the list (SEC-68). */
export interface ListedAppointment {
  appointmentId: string;
  candidate: string;
  identifierType: IdentifierType;
  identifier: string;
  legalName: string;
  /** Null: an account that is gone. */
  proposedBy: string | null;
  proposedAt: Date;
  state: AppointmentState;
}

/** The columns one may sort by, the usual one first. */
export const appointmentSorts = ["proposedAt", "candidate", "legalName", "proposedBy", "state"] as const;
export type AppointmentSort = (typeof appointmentSorts)[number];

/** What became of an appointment, by the names of its row. */
export const appointmentState = sql`case
  when appointment.decided_at is null then 'proposed'
  when appointment.confirmed then 'confirmed'
  when appointment.decided_by is null and appointment.decision_reason is null then 'lapsed'
  else 'declined' end`;

/** The proposals, those that wait for a second administrator before all others, in one statement (SEC-68). */
export async function findAppointments(
  ctx: Context,
  _administrator: Administrator,
  search: ListPage<AppointmentSort>,
): Promise<BoundedList<ListedAppointment>> {
  const direction = search.descending ? sql`desc` : sql`asc`;
  const { rows } = await ctx.db.execute<BoundedListRow<AsJson<ListedAppointment>>>(
    boundedListQuery({
      ...search,
      matching: sql`
        select appointment.id as "appointmentId", person.given_name || ' ' || person.family_name as candidate,
          structure.identifier_type as "identifierType", structure.identifier, structure.legal_name as "legalName",
          proposer.given_name || ' ' || proposer.family_name as "proposedBy",
          appointment.proposed_at as "proposedAt", ${appointmentState} as state
        from appointments appointment join structures structure on structure.id = appointment.structure_id
        join attachments attachment on attachment.id = appointment.attachment_id
        join accounts person on person.id = attachment.account_id
        left join accounts proposer on proposer.id = appointment.proposed_by
        order by appointment.decided_at is not null, appointment.proposed_at desc, appointment.id ${boundedRows}`,
      order: sql`state <> 'proposed', ${orders[search.sort]} ${direction} nulls last, "proposedAt" desc, "appointmentId"`,
    }),
  );
  return boundedListOf(rows[0], ({ proposedAt, ...appointment }: AsJson<ListedAppointment>) => ({
    ...appointment,
    proposedAt: new Date(proposedAt),
  }));
}

const orders: Record<AppointmentSort, SQL> = {
  proposedAt: sql`"proposedAt"`,
  candidate: sql`fold(candidate)`,
  legalName: sql`fold("legalName")`,
  proposedBy: sql`fold("proposedBy")`,
  state: sql`state`,
};
