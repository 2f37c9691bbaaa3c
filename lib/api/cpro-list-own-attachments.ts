import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { departmentDecision } from "@/drizzle/schema/attachment";
import type { AttachmentStatus } from "@/lib/attachment/actor";
import { dayInParis } from "@/lib/platform/calendar";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Role } from "@/lib/structure/rights";
import { defineCproCall } from "./cpro-call";
import { activityCode, attachmentCodes, roleCodes } from "./cpro-codes";
import { cproMinute, lastMinuteOf } from "./cpro-date";
import { cproPage, cproView } from "./cpro-request";
import { isOwn } from "./cpro-scope";

const columns = [
  "DesignationStructure",
  "IdStructure",
  "IdentifiantStructure",
  "TypeIdentifiantStructure",
  "IdRattachementStructure",
] as const;

const orders: Record<(typeof columns)[number], SQL> = {
  DesignationStructure: sql`fold(designation)`,
  IdStructure: sql`structure_number`,
  IdentifiantStructure: sql`identifier`,
  TypeIdentifiantStructure: sql`identifier_type::text`,
  IdRattachementStructure: sql`number`,
};

/** One line of `listeStructureRattachement`. */
interface OwnStructure {
  idStructure: number;
  identifiantStructure: string;
  typeIdentifiantStructure: IdentifierType;
  designationStructure: string;
  idRattachementStructure: number;
  roleUtilisateur: (typeof roleCodes)[Role];
  statutRattachementStructure: (typeof attachmentCodes)[AttachmentStatus];
  statutUtilisateur: "ACTIF";
  listeServicesRattache: OwnDepartment[];
}

/** One line of `listeServicesRattache`. */
interface OwnDepartment {
  idService: number;
  codeService: string;
  libelleService: string;
  estActif: boolean;
  statutService: ReturnType<typeof activityCode>;
  idRattachementService: number;
  statutRattachementService: (typeof attachmentCodes)[AttachmentStatus];
  /** Since when it holds; null: not yet. */
  dateDbtService: string | null;
  /** When the department closes; null: nobody knows. */
  dateFinService: string | null;
}

/**
 * `utilisateurs/v1/monCompte/recuperer/rattachements`: the structures that the account acts for, as what its manager is
 * there (R-1002); no department: the default one.
 */
export const listOwnAttachments = defineCproCall({
  path: "cpro/utilisateurs/v1/monCompte/recuperer/rattachements",
  request: z.object({ parametresRecherche: cproView(columns) }),
  async handle(ctx, caller, { parametresRecherche: view }) {
    const today = dayInParis(ctx.now());
    const direction = view.descending ? sql`desc` : sql`asc`;
    const { rows } = await ctx.db.execute<{ total: string | number; lines: Row[] }>(sql`
      with found as (
        select own.id, own.number, own.role, own.status, structure.number as structure_number, structure.identifier,
          structure.identifier_type, coalesce(structure.label, structure.legal_name) as designation
        from attachments own join structures structure on structure.id = own.structure_id
        where own.account_id = ${caller.actor.accountId} and own.status = 'approved' and ${isOwn(caller)}
      ), page as (
        select row_number() over (order by ${orders[view.column]} ${direction}, number) as position, * from found
        order by position limit ${view.pageSize}::bigint offset ${(view.page - 1) * view.pageSize}::bigint
      )
      select (select count(*) from found) as total, coalesce((
        select json_agg(json_build_object('number', number, 'role', role, 'status', status,
          'structureNumber', structure_number, 'identifier', identifier, 'identifierType', identifier_type,
          'designation', designation, 'departments', coalesce((
            select json_agg(json_build_object('number', line.number, 'status', line.status,
              'heldSince', case when line.status = 'approved' then coalesce(line.decided_at, line.requested_at) end,
              'departmentNumber', department.number, 'code', department.code, 'name', department.name,
              'validUntil', department.valid_until, 'isActive', department.valid_from <= ${today}::date
                and (department.valid_until is null or department.valid_until >= ${today}::date)
            ) order by fold(department.code), department.number)
            from attachment_departments line join departments department on department.id = line.department_id
            where line.attachment_id = page.id), '[]')
        ) order by position) from page
      ), '[]') as lines`);
    const lines = rows[0]?.lines ?? [];
    return {
      kind: "answer",
      body: {
        listeStructureRattachement: lines.map(asLine),
        parametresRetour: cproPage(view, Number(rows[0]?.total ?? 0)),
      },
    };
  },
});

interface Row {
  number: number;
  role: Role;
  status: AttachmentStatus;
  structureNumber: number;
  identifier: string;
  identifierType: IdentifierType;
  designation: string;
  departments: DepartmentRow[];
}

interface DepartmentRow {
  number: number;
  status: (typeof departmentDecision.enumValues)[number];
  heldSince: string | null;
  departmentNumber: number;
  code: string;
  name: string;
  validUntil: string | null;
  isActive: boolean;
}

function asLine(row: Row): OwnStructure {
  return {
    idStructure: row.structureNumber,
    identifiantStructure: row.identifier,
    typeIdentifiantStructure: row.identifierType,
    designationStructure: row.designation,
    idRattachementStructure: row.number,
    roleUtilisateur: roleCodes[row.role],
    statutRattachementStructure: attachmentCodes[row.status],
    // An account that is not does not get here (SEC-82).
    statutUtilisateur: "ACTIF",
    listeServicesRattache: row.departments.map(asDepartment),
  };
}

function asDepartment(row: DepartmentRow): OwnDepartment {
  return {
    idService: row.departmentNumber,
    codeService: row.code,
    libelleService: row.name,
    estActif: row.isActive,
    statutService: activityCode(row.isActive),
    idRattachementService: row.number,
    statutRattachementService: attachmentCodes[row.status],
    dateDbtService: row.heldSince && cproMinute(new Date(row.heldSince)),
    dateFinService: lastMinuteOf(row.validUntil),
  };
}
