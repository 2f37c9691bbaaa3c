import { type SQL, sql } from "drizzle-orm";
import { dayInParis } from "@/lib/platform/calendar";

/** Whether the department of the row is active today, as it is in Paris (R-810, R-1206). */
export function isActiveDepartment(now: Date): SQL {
  const today = sql`${dayInParis(now)}::date`;
  return sql`department.valid_from <= ${today} and (department.valid_until is null or department.valid_until >= ${today})`;
}
