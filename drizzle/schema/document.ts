import { sql } from "drizzle-orm";
import { check, index, integer, pgEnum, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./account";
import { moment } from "./moment";
import { structures } from "./structure";

export const documentType = pgEnum("document_type", ["bank-details", "other"]);

/** A file kept for a structure or a person (pièce jointe, R-820); its bytes lie in the object storage, under its key. */
export const documents = pgTable(
  "documents",
  {
    id: uuid("id").primaryKey(),
    structureId: uuid("structure_id").references(() => structures.id, { onDelete: "cascade" }),
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    type: documentType("type").notNull(),
    /** What the person calls it. */
    label: text("label").notNull(),
    fileName: text("file_name").notNull(),
    /** As found in its content, never as claimed (SEC-93). */
    mediaType: text("media_type").notNull(),
    size: integer("size").notNull(),
    storageKey: text("storage_key").notNull().unique(),
    addedBy: uuid("added_by").references(() => accounts.id, { onDelete: "set null" }),
    addedAt: moment("added_at").notNull(),
  },
  (t) => [
    index("documents_structure_idx").on(t.structureId, t.addedAt),
    index("documents_account_idx").on(t.accountId, t.addedAt),
    check("documents_have_one_owner", sql`num_nonnulls(${t.structureId}, ${t.accountId}) = 1`),
  ],
);

/**
 * Files that are to leave the object storage (R-508, SEC-98): written down before anything else is done to them, so that
 * none outlives its row, whoever dies in between.
 */
export const objectsToRemove = pgTable("objects_to_remove", {
  key: text("key").primaryKey(),
  /** The earliest moment of the next try, and its place among the others. */
  dueAt: moment("due_at").notNull(),
});

/** Where a structure is paid (coordonnées bancaires): the IBAN is sealed with a versioned key (SEC-101). */
export const bankDetails = pgTable("bank_details", {
  structureId: uuid("structure_id")
    .primaryKey()
    .references(() => structures.id, { onDelete: "cascade" }),
  holder: text("holder").notNull(),
  sealedIban: text("sealed_iban").notNull(),
  /** The last four characters: what a masked IBAN shows. */
  ibanEnd: text("iban_end").notNull(),
  bic: text("bic"),
  savedBy: uuid("saved_by").references(() => accounts.id, { onDelete: "set null" }),
  savedAt: moment("saved_at").notNull(),
  version: integer("version").notNull().default(1),
});

/** A structure lets another one invoice in its name (mandat de facturation, R-821). Active until it is revoked. */
export const mandates = pgTable(
  "mandates",
  {
    id: uuid("id").primaryKey(),
    structureId: uuid("structure_id")
      .notNull()
      .references(() => structures.id, { onDelete: "cascade" }),
    mandatedStructureId: uuid("mandated_structure_id")
      .notNull()
      .references(() => structures.id, { onDelete: "cascade" }),
    label: text("label").notNull(),
    signedBy: uuid("signed_by").references(() => accounts.id, { onDelete: "set null" }),
    signedAt: moment("signed_at").notNull(),
    /** The declaration that was ticked. */
    declarationVersion: text("declaration_version").notNull(),
    revokedBy: uuid("revoked_by").references(() => accounts.id, { onDelete: "set null" }),
    revokedAt: moment("revoked_at"),
  },
  (t) => [
    index("mandates_structure_idx").on(t.structureId, t.signedAt),
    index("mandates_mandated_structure_idx").on(t.mandatedStructureId, t.signedAt),
    uniqueIndex("mandates_one_live_row").on(t.structureId, t.mandatedStructureId).where(sql`${t.revokedAt} is null`),
    check("mandates_bind_two", sql`${t.structureId} <> ${t.mandatedStructureId}`),
  ],
);
