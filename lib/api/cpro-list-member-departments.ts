import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { departmentDecision } from "@/drizzle/schema/attachment";
import type { AttachmentStatus } from "@/lib/attachment/actor";
import { parseIdentifier } from "@/lib/structure/identifier";
import { defineCproCall } from "./cpro-call";
import { attachmentCodes } from "./cpro-codes";
import { cproMoment, lastMomentOf } from "./cpro-date";
import {
  cproIdentifierType,
  cproNumber,
  cproPage,
  cproText,
  cproView,
  structureNumber,
  underOneNumber,
} from "./cpro-request";
import { isOwn } from "./cpro-scope";

const columns = [
  "CodeService",
  "NomService",
  "IdService",
  "IdRattachement",
  "StatutRattachement",
  "DateDebut",
] as const;

const orders: Record<(typeof columns)[number], SQL> = {
  CodeService: sql`fold(code)`,
  NomService: sql`fold(name)`,
  IdService: sql`department_number`,
  IdRattachement: sql`number`,
  StatutRattachement: sql`status`,
  DateDebut: sql`held_since`,
};

/** One line of `listeServices`: a department that the person is attached to. */
interface MemberDepartment {
  idService: number;
  codeService: string;
  nomService: string;
  idRattachement: number;
  statutRattachement: (typeof attachmentCodes)[AttachmentStatus];
  commentaire: string;
  /** Since when it holds; null: not yet. */
  dateDebut: string | null;
  /** When the department closes; null: nobody knows. */
  dateFin: string | null;
}

/**
 * `structures/v1/lister/rattachementsutilisateur`: the departments of one person in one of the account's structures; no
 * line: the default one (R-852). Of public bodies nobody's, and who is not attached is as unknown as who does not exist
 * (SEC-61).
 */
export const listMemberDepartments = defineCproCall({
  path: "cpro/structures/v1/lister/rattachementsutilisateur",
  request: z
    .object({
      ...structureNumber,
      identifiantStructure: cproText,
      typeIdentifiantStructure: cproIdentifierType,
      adresseEmailConnexionUtilisateur: cproText,
      idUtilisateur: cproNumber,
      parametresListerRattachementsStructureUtilisateur: cproView(columns),
    })
    .transform(underOneNumber),
  async handle(ctx, caller, request) {
    const { idStructure, identifiantStructure: identifier, typeIdentifiantStructure: type, idUtilisateur } = request;
    const { adresseEmailConnexionUtilisateur: email, parametresListerRattachementsStructureUtilisateur: view } =
      request;
    if (idStructure === null && identifier === null) {
      return { kind: "refused", reason: "missing-field", field: "idStructure" };
    }
    if (identifier !== null && type === null) {
      return { kind: "refused", reason: "missing-field", field: "typeIdentifiantStructure" };
    }
    if (email === null && idUtilisateur === null) {
      return { kind: "refused", reason: "missing-field", field: "adresseEmailConnexionUtilisateur" };
    }
    if (identifier !== null && type === "unknown") return { kind: "refused", reason: "unknown-structure" };
    const parsed =
      identifier !== null && type !== null && type !== "unknown" ? parseIdentifier(type, identifier) : null;
    if (parsed?.kind === "refused") return { kind: "refused", reason: "unknown-structure" };

    // What is named twice must be the same one (SEC-62).
    const structure = [
      ...(idStructure === null ? [] : [sql`structure.number = ${idStructure}`]),
      ...(parsed ? [sql`structure.identifier_type = ${type} and structure.identifier = ${parsed.identifier}`] : []),
    ];
    const person = [
      ...(idUtilisateur === null ? [] : [sql`account.number = ${idUtilisateur}`]),
      ...(email === null ? [] : [sql`account.email = ${email.toLowerCase()}`]),
    ];
    const direction = view.descending ? sql`desc nulls last` : sql`asc nulls first`;
    const { rows } = await ctx.db.execute<Found>(sql`
      with asked as (
        select structure.id, structure.number, structure.identifier,
          coalesce(structure.label, structure.legal_name) as designation, own.id as attachment_id,
          own.status as attachment_status, own.comment
        from structures structure
        left join (attachments own join accounts account on account.id = own.account_id
          and ${sql.join(person, sql` and `)})
          on own.structure_id = structure.id and own.status in ('pending', 'approved', 'suspended')
        where ${isOwn(caller)} and ${sql.join(structure, sql` and `)}
      ), found as (
        select line.number, line.status, department.number as department_number, department.code,
          department.name, department.valid_until,
          case when line.status = 'approved' then coalesce(line.decided_at, line.requested_at) end as held_since
        from asked join attachment_departments line on line.attachment_id = asked.attachment_id
        join departments department on department.id = line.department_id
      ), page as (
        select row_number() over (order by ${orders[view.column]} ${direction}, number) as position, * from found
        order by position limit ${view.pageSize}::bigint offset ${(view.page - 1) * view.pageSize}::bigint
      )
      select asked.number, asked.identifier, asked.designation, asked.attachment_status as "attachmentStatus",
        asked.comment, (select count(*) from found) as total,
        not exists (select from found where status = 'approved') as "isFirst",
        coalesce((
          select json_agg(json_build_object('number', number, 'status', status,
            'departmentNumber', department_number, 'code', code, 'name', name, 'heldSince', held_since,
            'validUntil', valid_until) order by position) from page
        ), '[]') as lines
      from asked`);
    const [found] = rows;
    if (!found) return { kind: "refused", reason: "unknown-structure" };
    const { attachmentStatus, comment } = found;
    if (attachmentStatus === null) return { kind: "refused", reason: "unknown-person" };
    return {
      kind: "answer",
      body: {
        idStructure: Number(found.number),
        identifiantStructure: found.identifier,
        designationStructure: found.designation,
        // None of his departments is approved yet: the next one will be the first.
        premierService: found.isFirst,
        listeServices: found.lines.map((line) => asLine(line, { attachmentStatus, comment })),
        parametresRetour: cproPage(view, Number(found.total)),
      },
    };
  },
});

interface Found {
  [column: string]: unknown;
  number: string | number;
  identifier: string;
  designation: string;
  /** Null: the person is not attached. */
  attachmentStatus: AttachmentStatus | null;
  /** What the person wrote with his request, for all of its departments together. */
  comment: string | null;
  total: string | number;
  isFirst: boolean;
  lines: Line[];
}

interface Line {
  number: number;
  status: (typeof departmentDecision.enumValues)[number];
  departmentNumber: number;
  code: string;
  name: string;
  heldSince: string | null;
  validUntil: string | null;
}

function asLine(
  line: Line,
  { attachmentStatus, comment }: { attachmentStatus: AttachmentStatus; comment: string | null },
): MemberDepartment {
  // A suspended person holds nothing meanwhile (R-854).
  const isSuspended = attachmentStatus === "suspended" && line.status === "approved";
  return {
    idService: line.departmentNumber,
    codeService: line.code,
    nomService: line.name,
    idRattachement: line.number,
    statutRattachement: attachmentCodes[isSuspended ? "suspended" : line.status],
    commentaire: comment ?? "",
    dateDebut: line.heldSince && cproMoment(new Date(line.heldSince)),
    dateFin: lastMomentOf(line.validUntil),
  };
}
