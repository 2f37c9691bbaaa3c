import type { CproCall } from "./cpro-call";
import { consultDepartment } from "./cpro-consult-department";
import { consultStructure } from "./cpro-consult-structure";
import { listMemberDepartments } from "./cpro-list-member-departments";
import { listOwnAttachments } from "./cpro-list-own-attachments";
import { searchDepartments } from "./cpro-search-departments";
import { searchStructures } from "./cpro-search-structures";

/** The calls of `cpro-api.md`, all by POST; the health check beside them is a GET. */
export const cproCalls: readonly CproCall[] = [
  searchStructures,
  consultStructure,
  searchDepartments,
  consultDepartment,
  listMemberDepartments,
  listOwnAttachments,
];
