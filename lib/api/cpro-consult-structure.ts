import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/lib/platform/context";
import type { ApiCaller } from "@/lib/technical-account/api-caller";
import { defineCproCall } from "./cpro-call";
import { type ConsultedRow, consultedStructure } from "./cpro-consulted-structure";
import { cproLanguage, structureNumber, underOneNumber } from "./cpro-request";
import { isOpenPublicBody, isOwn } from "./cpro-scope";

/**
 * `structures/v1/consulter`: the sheet of one of the account's structures, or what a public body requires; of any other
 * one not even that it exists (SEC-61).
 */
export const consultStructure = defineCproCall({
  path: "cpro/structures/v1/consulter",
  request: z.object({ ...structureNumber, codeLangue: cproLanguage }).transform(underOneNumber),
  async handle(ctx, caller, { idStructure, codeLangue }) {
    if (idStructure === null) return { kind: "refused", reason: "missing-field", field: "idStructure" };
    const row = await findRow(ctx, caller, idStructure);
    return row
      ? { kind: "answer", body: consultedStructure(row, codeLangue) }
      : { kind: "refused", reason: "unknown-structure" };
  },
});

async function findRow(ctx: Context, caller: ApiCaller, number: number): Promise<ConsultedRow | null> {
  const { rows } = await ctx.db.execute<{ structure: ConsultedRow }>(sql`
    select json_build_object(
      'isOwn', ${isOwn(caller)}, 'number', structure.number, 'identifierType', structure.identifier_type,
      'identifier', structure.identifier, 'sector', structure.sector, 'legalName', structure.legal_name,
      'label', structure.label, 'addressLine1', structure.address_line1, 'addressLine2', structure.address_line2,
      'addressLine3', structure.address_line3, 'postcode', structure.postcode, 'city', structure.city,
      'country', structure.country, 'addressDisclosed', structure.address_disclosed, 'email', structure.email,
      'phone', structure.phone, 'tradeRegisterNumber', structure.trade_register_number,
      'vatNumber', structure.vat_number, 'issuesEdi', structure.issues_edi,
      'receivesLifeCycleByEdi', structure.receives_life_cycle_by_edi,
      'departmentCodeRequired', structure.department_code_required,
      'commitmentNumberRequired', structure.commitment_number_required,
      'commitmentOrDepartmentRequired', structure.commitment_or_department_required,
      'paymentStatusNotReported', structure.payment_status_not_reported,
      'contractingAuthority', structure.contracting_authority,
      'secretExpiresAt', (
        select max(secret.expires_at) from technical_secrets secret
        join technical_accounts account on account.id = secret.technical_account_id and account.status <> 'deleted'
        where account.structure_id = structure.id)
    ) as structure
    from structures structure
    where structure.number = ${number} and (${isOwn(caller)} or ${isOpenPublicBody()})`);
  return rows[0]?.structure ?? null;
}
