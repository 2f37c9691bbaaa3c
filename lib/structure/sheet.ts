import { type SQL, sql } from "drizzle-orm";
import type { structures } from "@/drizzle/schema/structure";

/** What the managers of a structure can change on its sheet, by the names of its columns. */
export type SheetValues = Pick<
  typeof structures.$inferSelect,
  | "legalName"
  | "label"
  | "email"
  | "tradeRegisterNumber"
  | "vatNumber"
  | "issuesEdi"
  | "receivesLifeCycleByEdi"
  | "connectionRequested"
  | "farmAccountingCentre"
  | "addressLine1"
  | "addressLine2"
  | "addressLine3"
  | "postcode"
  | "city"
  | "country"
  | "phone"
  | keyof PublicBodySettings
>;

/** What a public body asks of those who invoice it. */
export type PublicBodySettings = Pick<
  typeof structures.$inferSelect,
  | "departmentCodeRequired"
  | "commitmentNumberRequired"
  | "commitmentOrDepartmentRequired"
  | "paymentStatusNotReported"
  | "contractingAuthority"
>;

/** The requirements of a public body, in the order of the sheet. */
export const publicBodySettings = [
  "departmentCodeRequired",
  "commitmentNumberRequired",
  "commitmentOrDepartmentRequired",
  "paymentStatusNotReported",
  "contractingAuthority",
] as const satisfies readonly (keyof PublicBodySettings)[];

/** The switches of "Informations générales", in the order of the sheet. */
export const sheetSwitches = [
  "issuesEdi",
  "receivesLifeCycleByEdi",
  "connectionRequested",
  "farmAccountingCentre",
] as const satisfies readonly (keyof SheetValues)[];

/** How long the name of a structure may be: a private individual has a first and a last one. */
export const nameLimit = (identifierType: string) => (identifierType === "PARTICULIER" ? 161 : 99);

/**
 * Whether the register gave the structure its name, which nobody then types over. A masked name was typed by
 * its people: the register's last answer tells, else whether the address may be shown.
 */
export function namedByRegister(): SQL<boolean> {
  // Names are written out: drizzle leaves the table out of a column in a selection, and a subquery has its own.
  return sql<boolean>`(
    structures.identifier_type = 'SIRET' and structures.registry_checked_at is not null and coalesce(
      (select answer->'establishment'->>'denomination' <> '' from directory_answers
        where siret = structures.identifier),
      structures.address_disclosed)
  )`;
}

/** The names of the values that differ, in no order of importance. */
export function changedFields<Values extends object>(
  before: Values,
  after: Partial<Values>,
): (keyof Values & string)[] {
  return (Object.keys(after) as (keyof Values & string)[]).filter((field) => before[field] !== after[field]);
}
