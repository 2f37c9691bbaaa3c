import { pgEnum, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { moment } from "./moment";
import { structures } from "./structure";

export const workspaceCode = pgEnum("workspace_code", [
  "ENGAGEMENTS",
  "FACTURES_A_VALIDER",
  "FACTURES_TRAVAUX",
  "FACTURES_EMISES",
  "FACTURES_RECUES",
  "MEMOIRES_FRAIS_JUSTICE",
  "RACCORDEMENT_EDI_API",
  "SOLLICITATIONS_EMISES",
  "SUIVI_FLUX",
  "DUME",
]);

/** A workspace opened on a structure: only then may its people subscribe to it. */
export const openWorkspaces = pgTable(
  "open_workspaces",
  {
    structureId: uuid("structure_id")
      .notNull()
      .references(() => structures.id, { onDelete: "cascade" }),
    workspace: workspaceCode("workspace").notNull(),
    openedAt: moment("opened_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.structureId, t.workspace] })],
);
