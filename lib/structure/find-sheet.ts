import { eq, getTableColumns, sql } from "drizzle-orm";
import { structures } from "@/drizzle/schema/structure";
import type { Context } from "@/lib/platform/context";
import { displayIdentifier, type IdentifierType, maskedIdentifier } from "./identifier";
import type { Permit } from "./permit";
import { mayAs } from "./rights";
import { namedByRegister, type SheetValues } from "./sheet";

/** The sheet of a structure, as those attached to it may read it. */
export interface Sheet
  extends SheetValues,
    Pick<
      typeof structures.$inferSelect,
      "id" | "identifierType" | "status" | "sector" | "addressDisclosed" | "registryCheckedAt" | "version"
    > {
  /** As the reader may see it: an individual's is whole for the managers alone (SEC-63). */
  shownIdentifier: string;
  /** The register gave the name: nobody types it over. */
  namedByRegister: boolean;
  managerVacantSince: Date | null;
  /** What it was known by before, newest first; for the managers alone. */
  formerIdentifiers: { shownIdentifier: string; replacedAt: Date }[];
  /** Who saved it last, and when; null: it is as it was created. */
  lastSave: { at: Date; by: string | null } | null;
}

/** Reads the whole sheet in one statement. */
export async function findSheet(ctx: Context, permit: Permit<"view-sheet">): Promise<Sheet | null> {
  const { searchText: _searchText, createdAt: _createdAt, ...columns } = getTableColumns(structures);
  const [row] = await ctx.db
    .select({
      ...columns,
      namedByRegister: namedByRegister(),
      lastSave: sql<{ at: string; by: string | null } | null>`(
        select json_build_object('at', event.at, 'by', person.given_name || ' ' || person.family_name)
        from audit_events event left join accounts person on person.id = event.actor_id
        where event.target_id = structures.id
          and event.kind in ('structure-updated', 'structure-refreshed', 'identifier-changed', 'structure-deactivated')
        order by event.at desc, event.position desc limit 1)`,
      former: sql<Former[]>`coalesce((
        select json_agg(json_build_object('identifierType', identifier_type, 'identifier', identifier,
          'replacedAt', replaced_at) order by replaced_at desc)
        from former_identifiers where structure_id = structures.id), '[]')`,
    })
    .from(structures)
    .where(eq(structures.id, permit.structureId));
  if (!row) return null;
  const { identifier, lastSave, former, providerCategory: _category, employmentScheme: _scheme, ...sheet } = row;
  const manages = mayAs(permit.capacity, "edit-sheet");
  const show = manages ? displayIdentifier : maskedIdentifier;
  const told = manages ? former : [];
  return {
    ...sheet,
    shownIdentifier: show(sheet.identifierType, identifier),
    formerIdentifiers: told.map((one) => ({
      shownIdentifier: displayIdentifier(one.identifierType, one.identifier),
      replacedAt: new Date(one.replacedAt),
    })),
    lastSave: lastSave && { at: new Date(lastSave.at), by: lastSave.by },
  };
}

interface Former {
  identifierType: IdentifierType;
  identifier: string;
  replacedAt: string;
}
