import { sql } from "drizzle-orm";
import type { MessageId } from "@/lib/i18n/language";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import { countUse, throttleKey } from "@/lib/platform/throttle";
import { type IdentifierType, parseIdentifier } from "@/lib/structure/identifier";
import type { Actor } from "./actor";

/** A department one may ask for. */
export interface DepartmentToAskFor {
  id: string;
  code: string;
  name: string;
}

/** A structure as somebody who is not attached may know it: never more (R-853, SEC-63). */
export interface StructureToJoin {
  structureId: string;
  identifierType: IdentifierType;
  identifier: string;
  /** Null for a private individual, as are the town and the departments. */
  designation: string | null;
  city: string | null;
  departments: DepartmentToAskFor[];
}

/** `already-attached`: M-56, and which attachment it is; `absent`: one may create it. */
export type FindStructureToJoinOutcome =
  | { kind: "refused"; message: MessageId }
  | { kind: "too-many-searches" }
  | { kind: "absent"; identifierType: IdentifierType; identifier: string }
  | { kind: "inactive" }
  | { kind: "already-attached"; attachmentId: string }
  | { kind: "found"; structure: StructureToJoin };

const SEARCHES_PER_MINUTE = 10;

/** The structure that bears exactly this identifier, at most ten times a minute and account (S-11, R-853, R-208). */
export async function findStructureToJoin(
  ctx: Context,
  actor: Actor,
  search: { identifierType: IdentifierType; identifier: string },
): Promise<FindStructureToJoinOutcome> {
  const parsed = parseIdentifier(search.identifierType, search.identifier);
  if (parsed.kind === "refused") return parsed;
  const key = throttleKey("organisation-check", actor.accountId);
  const use = await countUse(ctx, [{ key, limit: SEARCHES_PER_MINUTE, window: 60 }]);
  if (use.kind === "closed") return { kind: "too-many-searches" };

  const { identifierType, identifier } = parsed;
  const row = await findRow(ctx, actor, { identifierType, identifier });
  if (!row) return { kind: "absent", identifierType, identifier };
  if (row.attachmentId !== null) return { kind: "already-attached", attachmentId: row.attachmentId };
  if (row.status !== "active") return { kind: "inactive" };
  const isPerson = identifierType === "PARTICULIER";
  return {
    kind: "found",
    structure: {
      structureId: row.structureId,
      identifierType,
      identifier,
      designation: isPerson ? null : row.designation,
      city: isPerson ? null : row.city,
      departments: isPerson ? [] : row.departments,
    },
  };
}

interface Row {
  structureId: string;
  status: "active" | "inactive";
  designation: string;
  city: string;
  attachmentId: string | null;
  departments: DepartmentToAskFor[];
}

async function findRow(
  ctx: Context,
  actor: Actor,
  { identifierType, identifier }: { identifierType: IdentifierType; identifier: string },
): Promise<Row | null> {
  const today = dayInParis(ctx.now());
  const { rows } = await ctx.db.execute<{ [Key in keyof Row]: Row[Key] }>(sql`
    select structure.id as "structureId", structure.status, structure.city,
      coalesce(structure.label, structure.legal_name) as designation,
      (
        select own.id from attachments own
        where own.structure_id = structure.id and own.account_id = ${actor.accountId}
          and own.status in ('pending', 'approved', 'suspended')
      ) as "attachmentId",
      coalesce((
        select json_agg(json_build_object('id', department.id, 'code', department.code, 'name', department.name)
          order by fold(department.name), department.code)
        from departments department
        where department.structure_id = structure.id and department.valid_from <= ${today}::date
          and (department.valid_until is null or department.valid_until >= ${today}::date)
      ), '[]') as departments
    from structures structure
    where structure.identifier_type = ${identifierType} and structure.identifier = ${identifier}`);
  return rows[0] ?? null;
}
