import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { moment } from "./moment";

export const identifierType = pgEnum("identifier_type", [
  "SIRET",
  "UE_HORS_FRANCE",
  "HORS_UE",
  "TAHITI",
  "RIDET",
  "PARTICULIER",
  "EN_COURS_IMMATRICULATION",
]);

export const structureStatus = pgEnum("structure_status", ["active", "inactive"]);
export const sector = pgEnum("sector", ["private", "public"]);

/** An entity that issues or receives invoices (structure), known by a type and a canonical identifier. */
export const structures = pgTable(
  "structures",
  {
    id: uuid("id").primaryKey(),
    /** The number that the compatibility API knows it by (`cpro-api.md`). */
    number: bigint("number", { mode: "number" }).generatedByDefaultAsIdentity(),
    identifierType: identifierType("identifier_type").notNull(),
    identifier: text("identifier").notNull(),
    status: structureStatus("status").notNull().default("active"),
    sector: sector("sector").notNull(),
    /** Registered company name; for a private individual, first and last name. */
    legalName: text("legal_name").notNull(),
    label: text("label"),
    addressLine1: text("address_line1").notNull(),
    addressLine2: text("address_line2"),
    addressLine3: text("address_line3"),
    postcode: text("postcode"),
    city: text("city").notNull(),
    /** ISO 3166-1 alpha-2. */
    country: text("country").notNull(),
    /** False: the address is shown to attached people only. */
    addressDisclosed: boolean("address_disclosed").notNull(),
    /** Null: typed by hand, to be rechecked. */
    registryCheckedAt: moment("registry_checked_at"),
    /** The register says that it closed on that day; its primary manager was told. */
    registryClosedOn: date("registry_closed_on"),
    /** R-316, only when justice-costs statements were opened. */
    providerCategory: text("provider_category"),
    employmentScheme: text("employment_scheme"),
    /** How the structure itself is reached. */
    email: text("email"),
    phone: text("phone"),
    tradeRegisterNumber: text("trade_register_number"),
    vatNumber: text("vat_number"),
    /** How far the number is checked: its form alone, no register is asked. */
    vatChecked: text("vat_checked", { enum: ["FORMAT"] }).generatedAlwaysAs(
      sql`case when vat_number is not null then 'FORMAT' end`,
    ),
    issuesEdi: boolean("issues_edi").notNull().default(false),
    receivesLifeCycleByEdi: boolean("receives_life_cycle_by_edi").notNull().default(false),
    connectionRequested: boolean("connection_requested").notNull().default(false),
    farmAccountingCentre: boolean("farm_accounting_centre").notNull().default(false),
    /** What a public body asks of those who invoice it. */
    departmentCodeRequired: boolean("department_code_required").notNull().default(false),
    commitmentNumberRequired: boolean("commitment_number_required").notNull().default(false),
    commitmentOrDepartmentRequired: boolean("commitment_or_department_required").notNull().default(false),
    paymentStatusNotReported: boolean("payment_status_not_reported").notNull().default(false),
    contractingAuthority: boolean("contracting_authority").notNull().default(false),
    /** Raised by each save of the sheet: a stale one is seen. */
    version: integer("version").notNull().default(1),
    /** Who wins when nobody manages the structure: set while the primary manager's seat is empty. */
    managerVacantSince: moment("manager_vacant_since"),
    /** When support named a primary manager: bank details and technical accounts wait 72 hours (SEC-68). */
    takenOverAt: moment("taken_over_at"),
    /** Folded words a person may search by (S-17), never a postcode that is not disclosed: written by the database. */
    searchText: text("search_text")
      .notNull()
      .generatedAlwaysAs(
        sql`fold(identifier || ' ' || legal_name || ' ' || coalesce(label, '') || ' ' || case when address_disclosed then coalesce(postcode, '') else '' end || ' ' || city)`,
      ),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("structures_identifier_key").on(t.identifierType, t.identifier),
    uniqueIndex("structures_number_key").on(t.number),
    index("structures_recheck_idx")
      .on(t.registryCheckedAt.asc().nullsFirst())
      .where(sql`${t.identifierType} = 'SIRET' and ${t.status} = 'active'`),
    // Every public body, by the number that the compatibility API pages through.
    index("structures_open_public_idx").on(t.number).where(sql`${t.sector} = 'public' and ${t.status} = 'active'`),
    index("structures_vacant_idx").on(t.managerVacantSince).where(sql`${t.managerVacantSince} is not null`),
    index("structures_public_search_idx")
      .using("gin", t.searchText.op("gin_trgm_ops"))
      .where(sql`${t.sector} = 'public' and ${t.status} = 'active'`),
    check(
      "structures_requirement_is_one",
      sql`not (${t.commitmentOrDepartmentRequired} and (${t.departmentCodeRequired} or ${t.commitmentNumberRequired}))`,
    ),
  ],
);

/** A department of a structure (service). The default one has no row and no code. */
export const departments = pgTable(
  "departments",
  {
    id: uuid("id").primaryKey(),
    /** The number that the compatibility API knows it by (`cpro-api.md`). */
    number: bigint("number", { mode: "number" }).generatedByDefaultAsIdentity(),
    structureId: uuid("structure_id")
      .notNull()
      .references(() => structures.id, { onDelete: "cascade" }),
    code: text("code").notNull(),
    name: text("name").notNull(),
    description: text("description"),
    commitmentNumberRequired: boolean("commitment_number_required").notNull().default(false),
    addressLine1: text("address_line1"),
    addressLine2: text("address_line2"),
    addressLine3: text("address_line3"),
    postcode: text("postcode"),
    city: text("city"),
    /** ISO 3166-1 alpha-2. */
    country: text("country"),
    validFrom: date("valid_from").notNull(),
    /** The last day on which it is used; null: no end. */
    validUntil: date("valid_until"),
    /** Raised by each save: a stale one is seen. */
    version: integer("version").notNull().default(1),
  },
  (t) => [
    uniqueIndex("departments_code_key").on(t.structureId, t.code),
    uniqueIndex("departments_number_key").on(t.number),
    check("departments_end_follows_start", sql`${t.validUntil} is null or ${t.validUntil} > ${t.validFrom}`),
  ],
);

/** An identifier that a structure had before: history, it may belong to another one today. */
export const formerIdentifiers = pgTable(
  "former_identifiers",
  {
    id: uuid("id").primaryKey(),
    structureId: uuid("structure_id")
      .notNull()
      .references(() => structures.id, { onDelete: "cascade" }),
    identifierType: identifierType("identifier_type").notNull(),
    identifier: text("identifier").notNull(),
    replacedAt: moment("replaced_at").notNull(),
  },
  (t) => [index("former_identifiers_structure_idx").on(t.structureId, t.replacedAt)],
);
