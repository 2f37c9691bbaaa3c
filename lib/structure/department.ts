import type { departments } from "@/drizzle/schema/structure";

/** One department of a structure, as its sheet keeps it. */
export type Department = typeof departments.$inferSelect;

/** What may be changed of a department: its code never. */
export type DepartmentEdit = Omit<Department, "id" | "number" | "structureId" | "code" | "version">;

/** What the form of a department says, in its order. */
export const departmentFields = [
  "code",
  "name",
  "description",
  "commitmentNumberRequired",
  "addressLine1",
  "addressLine2",
  "addressLine3",
  "postcode",
  "city",
  "country",
  "validFrom",
  "validUntil",
] as const satisfies readonly (keyof Department)[];

/** Where today, as it is in Paris, stands to its dates: its first and its last day are days of use (R-810, R-1206). */
export type DepartmentState = "current" | "upcoming" | "closed";
